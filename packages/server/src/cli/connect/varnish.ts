import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** Varnish, by the file that is shipped for it. */
export const varnish: ConnectGuide = {
  kind: "varnish",
  title: "Varnish",
  place: "/etc/varnish/default.vcl",
  configuration: filled => deployedFile("default.vcl", filled),
  nextStep: "Put your own addresses in, reload Varnish, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/varnish.md",
};
