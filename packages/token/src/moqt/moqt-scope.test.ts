import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeHex } from "../bytes/hex.ts";
import { encodeUtf8 } from "../bytes/utf8.ts";
import { isClaimProblem } from "../cat/claim-problem.ts";
import { claimsFromJson, claimsToJson, parseClaims } from "../cat/claims.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { allowsMoqtAction, parseMoqtScopes } from "./moqt-scope.ts";

const MOQT = 327;

interface ActionTest {
  readonly action: number;
  readonly expected: boolean;
  readonly namespace: readonly string[];
  readonly track: string;
}

interface Vector {
  readonly id: string;
  readonly payload_hex: string;
  readonly context?: { readonly moqt_authorization_tests?: readonly ActionTest[] };
}

const file = new URL("../../../../vectors/token/cat/cat-vectors.json", import.meta.url);
const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(readFileSync(file, "utf8"));
const cases = vectors.flatMap(vector =>
  (vector.context?.moqt_authorization_tests ?? []).map(one => ({ ...one, vector })),
);

const bytesOf = (text: string) => encodeUtf8(text) ?? new Uint8Array();

test("the shared vectors ask for actions", () => {
  expect(cases.length).toBeGreaterThan(6);
});

test.each(cases)("$vector.id: action $action on $namespace $track: $expected", one => {
  const map = decodeCbor(decodeHex(one.vector.payload_hex) ?? new Uint8Array());
  const scopes = map instanceof Map ? parseMoqtScopes(map.get(MOQT)) : undefined;
  const wanted = { action: one.action, namespace: one.namespace.map(bytesOf), track: bytesOf(one.track) };
  expect(scopes && allowsMoqtAction(scopes, wanted)).toBe(one.expected);
});

test.each([[1], [[[]]], [[[["x"]]]], [[[[1], [[3, new Uint8Array(1)]]]]], [[[[1], [], "x"]]]])(
  "%j is malformed",
  value => {
    expect(parseMoqtScopes(value)).toBeUndefined();
  },
);

describe("moqt as a claim", () => {
  const json = {
    moqt: [
      { actions: [4, 7], namespace: [{ prefix: "live" }], namespaceEnds: true, track: { exact: "video" } },
    ],
    "moqt-reval": 0,
  };
  const readings = { moqt: true };
  const claimsOf = () => {
    const map = claimsFromJson(json, readings);
    const claims = isClaimProblem(map) ? map : parseClaims(map, readings);
    if (isClaimProblem(claims)) throw new Error(claims.detail);
    return claims;
  };

  test("with the reading it is read, and written again", () => {
    expect(claimsToJson(claimsOf())).toEqual(json);
  });

  test("without the reading it is unknown", () => {
    expect(parseClaims(new Map([[MOQT, []]]), {})).toMatchObject({ reason: "claim-unsupported" });
  });

  test("a request that is no MoQ action is refused, and one that is granted passes", () => {
    const action = { action: 4, namespace: [bytesOf("live-1")], track: bytesOf("video") };
    const judged = (context: object) =>
      claimsOf().map(claim => claim.judge({ nowSeconds: 0, ...context }).outcome);
    expect(judged({})).toContain("fail");
    expect(judged({ moqt: action })).not.toContain("fail");
    expect(judged({ moqt: { ...action, action: 6 } })).toContain("fail");
  });

  test("an interval that is not 0 is unsupported", () => {
    expect(parseClaims(new Map([[328, 60]]), readings)).toMatchObject({ reason: "claim-unsupported" });
  });
});
