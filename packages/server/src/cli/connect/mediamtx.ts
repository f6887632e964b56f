import type { ConnectGuide } from "./connect-guide.ts";

/** MediaMTX asks one URL about everything, its own API included. */
export const mediamtx: ConnectGuide = {
  kind: "mediamtx",
  title: "MediaMTX",
  place: "mediamtx.yml",
  configuration: ({ base, secret }) => `authMethod: http
authHTTPAddress: ${base}/hooks/mediamtx/${secret}
authHTTPExclude: []`,
  api: `servers:
  mediamtx:
    api:
      url: http://127.0.0.1:9997
      username: sluice
      password: "<a password of your own>"`,
  nextStep: "MediaMTX takes it over at once; publish or play something.",
  page: "docs/hooks/mediamtx.md",
};
