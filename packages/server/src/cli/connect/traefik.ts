import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** Traefik, by the dynamic half of the files that are shipped for it. */
export const traefik: ConnectGuide = {
  kind: "traefik",
  title: "Traefik",
  place:
    "/etc/traefik/traefik.yml, the dynamic configuration (deploy/edges/traefik-static.yml is the static one)",
  configuration: filled => deployedFile("traefik.yml", filled),
  nextStep: "Put your own host name and addresses in, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/traefik.md",
};
