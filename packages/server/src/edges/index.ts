import { caddy } from "./caddy.ts";
import { envoy } from "./envoy.ts";
import { haproxy } from "./haproxy.ts";
import { nginx } from "./nginx.ts";
import { traefik } from "./traefik.ts";
import { varnish } from "./varnish.ts";
import type { WebEdge } from "./web-edge.ts";

/** Every web server whose questions are answered. To add one: its file, and one line here. */
export const webEdges: readonly WebEdge[] = [nginx, caddy, traefik, envoy, haproxy, varnish];
