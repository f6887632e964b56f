import type { Grant, MintedToken } from "../support/sluice.ts";

/** A kind of token, and what the second client, the twin, comes with. */
export interface Kind {
  readonly grant: Grant;
  /** Where the twin goes with the same token: to the same address, or to the address of another stream. */
  readonly twinAt: "same address" | "another stream";
  /** What the twin must be told. */
  readonly refusals: readonly string[];
}

const otherStream = { twinAt: "another stream", refusals: ["wrong-stream", "uri-not-allowed"] } as const;

/** Every kind of token that players are given, by its name in the API. */
export const kinds = {
  "one-time": { grant: { kind: "one-time" }, twinAt: "same address", refusals: ["token-already-used"] },
  access: { grant: { kind: "access" }, ...otherStream },
  jwt: { grant: { kind: "jwt" }, ...otherStream },
  cat: { grant: { kind: "cat" }, ...otherStream },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** The address that the twin asks: path and query. */
export function twinAddress(kind: Kind, token: MintedToken, { pathname, search }: URL): string {
  return kind.twinAt === "same address"
    ? pathname + search
    : `${pathname.replace(/^(\/[^/]+)\/[^/]+/, "$1/elsewhere")}?token=${token.token}`;
}
