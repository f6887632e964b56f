import type { ConnectGuide } from "./connect-guide.ts";

/** Node-Media-Server 4 tells one URL of everything. */
export const nodeMediaServer: ConnectGuide = {
  kind: "node-media-server",
  title: "Node-Media-Server",
  place: "bin/config.json",
  configuration: ({ base, secret }) => `{ "notify": { "url": "${base}/hooks/node-media-server/${secret}" } }`,
  nextStep: "Restart Node-Media-Server, then publish or play something.",
  page: "docs/hooks/node-media-server.md",
};
