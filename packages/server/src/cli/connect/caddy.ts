import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** Caddy, by the file that is shipped for it. */
export const caddy: ConnectGuide = {
  kind: "caddy",
  title: "Caddy",
  place: "the Caddyfile",
  configuration: filled => deployedFile("Caddyfile", filled),
  nextStep: "Put your own host name and folder in, reload Caddy, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/caddy.md",
};
