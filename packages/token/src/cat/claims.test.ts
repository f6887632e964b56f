import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeHex } from "../bytes/hex.ts";
import { decodeCbor } from "../cbor/decode.ts";
import type { RequestContext } from "../request-context.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { parseClaims } from "./claims.ts";
import { labelProfiles } from "./label-profiles.ts";
import { isCborMap } from "./shapes.ts";

interface Vector {
  readonly id: string;
  readonly group: string;
  readonly profile?: string;
  readonly payload_hex?: string;
  readonly context: {
    readonly now: number;
    readonly issuer?: readonly string[];
    readonly audience?: readonly string[];
    readonly url?: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly ip?: string;
    readonly asn?: number;
    readonly country?: string;
    readonly region?: string;
    readonly lat?: number;
    readonly lon?: number;
    readonly alpn?: string;
  };
  readonly expect: { readonly crypto: string; readonly decision: string };
}

/** Vectors with labels of akamai-2024 whose `profile` the file leaves out. */
const akamai: readonly string[] = [
  "crit45_unknown",
  "or41_none",
  "nor42_hit",
  "and43_miss",
  "or_nesting_4",
  "or_nesting_64",
];

const file = new URL("../../../../vectors/token/cat/cat-vectors.json", import.meta.url);
const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(readFileSync(file, "utf8"));
const judged = vectors.filter(
  ({ group, payload_hex, expect: { crypto, decision } }) =>
    (group === "made-eval" || group === "composite" || group === "peer-generated") &&
    crypto === "ok" &&
    payload_hex !== undefined &&
    (decision === "allow" || decision === "deny"),
);

describe("claims of the shared vectors", () => {
  test("there are enough of them", () => {
    expect(judged.length).toBeGreaterThan(65);
  });

  test.each(judged.map(vector => [vector.id, vector.expect.decision, vector] as const))(
    "%s: %s",
    (_, decision, vector) => {
      expect(decide(vector)).toEqual(
        decision === "allow" ? [] : expect.arrayContaining([expect.any(String)]),
      );
    },
  );
});

/** The reasons for which the claims refuse. */
function decide(vector: Vector): readonly string[] {
  const map = decodeCbor(decodeHex(vector.payload_hex ?? "") ?? new Uint8Array());
  if (typeof map !== "object" || map === null || !("get" in map) || !isCborMap(map))
    return ["token-malformed"];
  const profile = akamai.includes(vector.id) ? "akamai-2024" : vector.profile;
  const labels = profile === undefined ? undefined : labelProfiles.get(profile);
  const claims = parseClaims(map, { labels });
  if (isClaimProblem(claims)) return [claims.reason];
  return claims.flatMap(claim => {
    const finding = claim.judge(contextOf(vector));
    return finding.outcome === "fail" ? [finding.reason] : [];
  });
}

function contextOf({ context }: Vector): RequestContext {
  const { now, issuer, audience, lat, lon, headers, ...same } = context;
  return {
    ...same,
    nowSeconds: now,
    issuers: issuer,
    audiences: audience,
    latitude: lat,
    longitude: lon,
    header: headers && (name => headers[name]),
  };
}
