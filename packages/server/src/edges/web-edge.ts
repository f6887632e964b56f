import type { DenyReason } from "@sluice/policy";
import type { WebEdgeKind } from "../declarations/web-edge.ts";

/** An edge's question as it arrived, its source allowed. What clients may have written in it is believed by nobody. */
export interface EdgeCall {
  readonly method: string;
  /** Of the question's own address, what stands behind `/verify/<kind>`: undecoded, `/`-led or empty. */
  readonly restPath: string;
  /** Of the question's own address, without the `?`. */
  readonly query: string;
  /** By lower-case name, one text for each line that was sent. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The request that a client made at the edge. */
export interface OriginalRequest {
  readonly asks: "access";
  readonly method: string;
  /** As the client sent it: undecoded, with its query. */
  readonly uri: string;
  /** Of the client, as the edge saw it. */
  readonly ip: string;
  /** True when the client speaks TLS with the edge. */
  readonly isSecure: boolean;
}

/** What an edge asks. */
export type EdgeQuestion =
  | OriginalRequest
  /** Not in this edge's form; `problem` names the header, never its value. Refused in the edge's own form. */
  | { readonly asks: "malformed"; readonly problem: string };

/** What is told about a decision; empty where there is nothing to tell. */
export interface EdgeFacts {
  /** The decision's reference; empty for a request that went on under its session. */
  readonly ref: string;
  /** The token's user. */
  readonly subject: string;
  /** `application/stream`. */
  readonly stream: string;
  /** The session's public id. */
  readonly sessionId: string;
  /** When the session ends at the latest, Unix seconds. */
  readonly expiresAtSeconds: number | undefined;
}

/** What became of a question. */
export type EdgeOutcome =
  | (EdgeFacts & {
      readonly outcome: "allowed";
      /** So long the edge may take the same answer for the same client and stream. Seconds: 0 or 1. */
      readonly recheckSeconds: 0 | 1;
      /** For the client: carries its session from now on. */
      readonly setCookie?: string | undefined;
    })
  | (EdgeFacts & { readonly outcome: "refused"; readonly reason: DenyReason });

/** One HTTP answer, exactly as it goes out; the length of the body is added. */
export interface EdgeAnswer {
  readonly status: number;
  /** By lower-case name, in the order in which they go out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A web server that asks Sluice about each request. Pure: parses its questions, renders answers in its dialect. */
export interface WebEdge {
  readonly kind: WebEdgeKind;
  /** How long the edge waits for us: no answer takes longer. Milliseconds, default 300. */
  readonly patienceMilliseconds?: number | undefined;
  /** True when the original path stands behind the question's own address. Default false. */
  readonly asksBelow?: boolean | undefined;
  /** Never throws. */
  readonly parse: (call: EdgeCall) => EdgeQuestion;
  /** Never throws. */
  readonly render: (outcome: EdgeOutcome) => EdgeAnswer;
}
