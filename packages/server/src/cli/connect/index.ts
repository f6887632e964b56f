import { antmedia } from "./antmedia.ts";
import { bintu } from "./bintu.ts";
import { caddy } from "./caddy.ts";
import type { ConnectGuide } from "./connect-guide.ts";
import { envoy } from "./envoy.ts";
import { haproxy } from "./haproxy.ts";
import { mediamtx } from "./mediamtx.ts";
import { nginx } from "./nginx.ts";
import { nginxRtmp } from "./nginx-rtmp.ts";
import { nodeMediaServer } from "./node-media-server.ts";
import { ome } from "./ome.ts";
import { srs } from "./srs.ts";
import { traefik } from "./traefik.ts";
import { varnish } from "./varnish.ts";
import { zlmediakit } from "./zlmediakit.ts";

/** Every server that `sluice connect` knows. To add one: its file, one line here, and its page in docs/. */
export const connectGuides: readonly ConnectGuide[] = [
  mediamtx,
  srs,
  ome,
  nginxRtmp,
  zlmediakit,
  nodeMediaServer,
  antmedia,
  bintu,
  nginx,
  caddy,
  traefik,
  envoy,
  haproxy,
  varnish,
];
