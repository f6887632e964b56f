import type { ConnectGuide } from "./connect-guide.ts";

/** Node-Media-Server 4 tells one URL of everything. */
export const nodeMediaServer: ConnectGuide = {
  kind: "node-media-server",
  title: "Node-Media-Server",
  place: "bin/config.json",
  configuration: ({ base, secret }) => `{ "notify": { "url": "${base}/hooks/node-media-server/${secret}" } }`,
  api: `servers:
  node-media-server:
    api:
      url: http://127.0.0.1:8000
      username: sluice
      password: "..."`,
  nextStep: "Restart Node-Media-Server, then publish or play something.",
  page: "docs/hooks/node-media-server.md",
};
