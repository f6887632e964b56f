import type { ConnectGuide } from "./connect-guide.ts";

const HOOKS = [
  "on_publish",
  "on_play",
  "on_flow_report",
  "on_stream_changed",
  "on_http_access",
  "on_shell_login",
];

/** ZLMediaKit says in the address which hook it is. */
export const zlmediakit: ConnectGuide = {
  kind: "zlmediakit",
  title: "ZLMediaKit",
  place: "config.ini",
  configuration: ({ base, secret }) =>
    [
      "[hook]",
      "enable=1",
      ...HOOKS.map(hook => `${hook}=${base}/hooks/zlmediakit/${secret}/${hook}`),
      "on_rtsp_realm=",
      "on_rtsp_auth=",
      "timeoutSec=3",
      "[general]",
      "flowThreshold=0",
    ].join("\n"),
  api: `servers:
  zlmediakit:
    api:
      url: http://127.0.0.1:8080
      secret: "..."        # [api] secret of its config.ini`,
  nextStep: "Restart ZLMediaKit, then publish or play something.",
  page: "docs/hooks/zlmediakit.md",
};
