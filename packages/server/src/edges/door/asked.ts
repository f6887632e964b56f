import type { IncomingHttpHeaders } from "node:http";
import type { WebEdge } from "../web-edge.ts";
import type { OriginalAddress } from "./original-address.ts";

/** One question of an edge, with everything that is fixed when it arrives. */
export interface Asked extends OriginalAddress {
  readonly edge: WebEdge;
  /** Of the original request: GET, HEAD. */
  readonly method: string;
  /** The client's own, which the edge passed on. */
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
  readonly isSecure: boolean;
  readonly nowMilliseconds: number;
  /** True once nobody waits for the answer any more. */
  readonly hasLeft: () => boolean;
}
