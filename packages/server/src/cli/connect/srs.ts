import type { ConnectGuide } from "./connect-guide.ts";

const HOOKS = ["on_publish", "on_unpublish", "on_play", "on_stop", "on_close"];

/** SRS tells in the body which hook it is. */
export const srs: ConnectGuide = {
  kind: "srs",
  title: "SRS",
  place: "the vhost of srs.conf",
  configuration({ base, secret }) {
    const width = Math.max(...HOOKS.map(({ length }) => length));
    const lines = HOOKS.map(hook => `        ${hook.padEnd(width)} ${base}/hooks/srs/${secret};`);
    return [
      "vhost __defaultVhost__ {",
      "    http_hooks {",
      "        enabled on;",
      ...lines,
      "    }",
      "}",
    ].join("\n");
  },
  api: `servers:
  srs:
    api:
      url: http://127.0.0.1:1985
      username: sluice
      password: "<the same>"`,
  nextStep: "Reload SRS (kill -HUP), then publish or play something.",
  page: "docs/hooks/srs.md",
};
