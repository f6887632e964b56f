import type { RequestContext } from "@sluice/token";

/** What a credential may be used for. */
export type Action = "publish" | "play";

/** Where a request comes in: `hook` is a media server that asks, `edge` a web server. */
export const doorNames = ["gateway", "page", "api", "hook", "edge"] as const;

/** Where a request came in; written into every decision. */
export type DoorName = (typeof doorNames)[number];

/** A stream as the registry knows it. Names are normalised: policy, store and origin see the same string. */
export interface StreamFacts {
  readonly organization: string;
  readonly application: string;
  /** `application/streamId`. */
  readonly stream: string;
  /** The group it belongs to; a stream without one is its own group under its own name. */
  readonly group: string;
}

/** What the door observed about the client. Anything unknown is undefined, and a rule that needs it denies. */
export interface ClientFacts {
  /** IPv4 or IPv6 text, IPv4-mapped addresses already reduced to IPv4. */
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  /** Host of the embedding site, lower case, no port: from Origin, Referer, or a page's ticket. */
  readonly site: string | undefined;
}

/** One question, the same for every door. Fixed once when it is parsed. */
export interface AccessRequest {
  readonly action: Action;
  readonly stream: StreamFacts;
  readonly client: ClientFacts;
  readonly door: DoorName;
  /** True for a file that plays by itself, which is as good as a download. Default false. */
  readonly isWholeFile?: boolean | undefined;
  /** What the claims of a signed token look at; what a door cannot know is left out. Without it: address and time alone. */
  readonly context?: RequestContext | undefined;
  /** Unix seconds. */
  readonly nowSeconds: number;
}
