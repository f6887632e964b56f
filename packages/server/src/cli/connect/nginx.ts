import type { ConnectGuide } from "./connect-guide.ts";
import { deployedFile } from "./deployed-file.ts";

/** nginx, by the file that is shipped for it. */
export const nginx: ConnectGuide = {
  kind: "nginx",
  title: "nginx",
  place: "/etc/nginx/conf.d/media.conf",
  configuration: filled => deployedFile("nginx.conf", filled),
  nextStep: "Put your own host name and folder in, reload nginx, and ask for a playlist.",
  isPlainHttpOnly: true,
  page: "docs/edges/nginx.md",
};
