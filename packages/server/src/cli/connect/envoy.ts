import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** Envoy, by the file that is shipped for it. */
export const envoy: ConnectGuide = {
  kind: "envoy",
  title: "Envoy",
  place: "envoy.yaml",
  configuration: filled => deployedFile("envoy.yaml", filled),
  nextStep: "Put your own addresses in, restart Envoy, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/envoy.md",
};
