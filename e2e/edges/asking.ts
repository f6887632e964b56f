import { once } from "node:events";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from "node:http";
import { text } from "node:stream/consumers";

/** The kinds of web servers, as in `/verify/<kind>`. */
export const edgeKinds = ["nginx", "caddy", "traefik", "envoy", "haproxy", "varnish"] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** What an edge is told. */
export interface EdgeVerdict {
  readonly status: number;
  /** Of a refusal; else empty. */
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly milliseconds: number;
}

/** A client's request at an edge. */
export interface EdgeAsking {
  readonly uri: string;
  readonly method?: string;
  readonly ip?: string;
  /** The client's own. */
  readonly headers?: OutgoingHttpHeaders;
  /** Of the edge. */
  readonly from?: string;
}

/** Puts the question that an edge of a kind would put, in the form of vectors/edges. */
export async function askAs(
  kind: EdgeKind,
  sluice: string,
  { uri, method = "GET", ip = "203.0.113.7", headers = {}, from = "127.0.0.1" }: EdgeAsking,
): Promise<EdgeVerdict> {
  const begun = performance.now();
  const asking = send({
    host: "127.0.0.1",
    port: new URL(sluice).port,
    path: kind === "envoy" ? `/verify/envoy${uri}` : `/verify/${kind}`,
    method: kind === "envoy" ? method : "GET",
    localAddress: from,
    headers: { "user-agent": "player/1", ...headers, ...ownHeaders(kind, uri, method, ip) },
  }).end();
  const [response] = await once(asking, "response");
  const body = await text(response);
  return {
    status: response.statusCode,
    reason: String(response.headers["x-auth-reason"]),
    headers: response.headers,
    body,
    milliseconds: performance.now() - begun,
  };
}

function ownHeaders(kind: EdgeKind, uri: string, method: string, ip: string): OutgoingHttpHeaders {
  switch (kind) {
    case "nginx":
    case "haproxy":
    case "varnish":
      return {
        "x-original-uri": uri,
        "x-original-method": method,
        "x-original-proto": "https",
        "x-real-ip": ip,
      };
    case "caddy":
    case "traefik":
      return {
        "x-forwarded-uri": uri,
        "x-forwarded-method": method,
        "x-forwarded-proto": "https",
        "x-forwarded-for": ip,
      };
    case "envoy":
      return { "x-forwarded-for": ip, "x-forwarded-proto": "https" };
  }
}
