/** Web servers that ask Sluice about each request; the segment behind `/verify/`. */
export const webEdgeKinds = ["nginx", "caddy", "traefik", "envoy", "haproxy", "varnish"] as const;

export type WebEdgeKind = (typeof webEdgeKinds)[number];

/** One kind of web server that asks Sluice about each request. */
export interface WebEdgeSettings {
  readonly kind: WebEdgeKind;
  /** Addresses and CIDR networks that questions may come from; what they say of the client is believed. Default: loopback. */
  readonly allow: readonly string[];
  /** What the original path begins with before `/application/stream/…`: `/hls`; empty: nothing. */
  readonly prefix: string;
  /** The application of paths that name none: `/cam1/index.m3u8`; undefined: the path names it. */
  readonly application: string | undefined;
}
