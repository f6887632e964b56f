import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** HAProxy, by the two files that are shipped for it. */
export const haproxy: ConnectGuide = {
  kind: "haproxy",
  title: "HAProxy",
  place: "/etc/haproxy/haproxy.cfg, and what stands behind it into /etc/haproxy/sluice.lua",
  configuration: filled =>
    [deployedFile("haproxy.cfg", filled), deployedFile("sluice.lua", filled)].join("\n\n"),
  nextStep: "Put your own addresses in, reload HAProxy, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/haproxy.md",
};
