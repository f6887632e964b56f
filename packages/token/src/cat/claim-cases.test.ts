import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeBase64url } from "../bytes/base64url.ts";
import { decodeHex } from "../bytes/hex.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { encodeCbor } from "../cbor/encode.ts";
import type { RequestContext } from "../request-context.ts";
import type { Json } from "./claim.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claims, claimsFromJson, claimsToJson, parseClaims } from "./claims.ts";

interface Context extends Omit<RequestContext, "header" | "certificateKeys" | "proof" | "isBarred"> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly certificateKeys?: readonly string[];
  readonly barred?: readonly string[];
  readonly proof?: {
    readonly thumbprint: string;
    readonly issuedAtSeconds: number;
    readonly isReplayed?: boolean;
  };
}

interface Case {
  readonly title: string;
  readonly kind: "allow" | "deny" | "malformed" | "missing-context" | "pending";
  /** Claims in JSON, or the whole map in CBOR. */
  readonly claims?: Json;
  readonly hex?: string;
  readonly context: Context;
  readonly expect: { readonly decision: string; readonly reason?: string };
}

interface CaseFile {
  readonly claim: string;
  readonly defaults: { readonly nowSeconds: number };
  readonly cases: readonly Case[];
  /** Why there is no case of a kind. */
  readonly none: Readonly<Record<string, string>>;
}

const folder = new URL("../../../../vectors/token/cat/claims/", import.meta.url);
const files: readonly CaseFile[] = readdirSync(folder).map(name =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8")),
);
const kinds = ["allow", "deny", "malformed", "missing-context"];

test("every claim of the table has cases of every kind, or the reason why there can be none", () => {
  expect(files.map(file => file.claim).sort()).toEqual(claims.map(claim => claim.name).sort());
  for (const { claim, cases, none } of files) {
    const missing = kinds.filter(kind => !cases.some(one => one.kind === kind) && !none[kind]);
    expect([claim, missing]).toEqual([claim, []]);
  }
});

describe.each(files)("$claim", ({ cases, defaults }) => {
  test.each(cases)("$kind: $title", one => {
    expect(decide(one, defaults.nowSeconds)).toEqual(one.expect);
  });

  test.each(cases.filter(one => one.claims !== undefined))(
    "written and read again: $title",
    ({ claims: json }) => {
      const parsed = parseClaims(decoded(written(json ?? null)), {});
      expect(isClaimProblem(parsed) ? parsed : claimsToJson(parsed)).toEqual(json);
    },
  );
});

function decide({ claims: json, hex, context }: Case, nowSeconds: number) {
  const map = decoded(hex === undefined ? written(json ?? null) : (decodeHex(hex) ?? new Uint8Array()));
  const parsed = parseClaims(map, {});
  if (isClaimProblem(parsed)) return { decision: "deny", reason: parsed.reason };
  const findings = parsed.map(claim => claim.judge(requestOf(context, nowSeconds)));
  const failed = findings.find(finding => finding.outcome === "fail");
  if (failed?.outcome === "fail") return { decision: "deny", reason: failed.reason };
  return { decision: findings.some(finding => finding.outcome === "pending") ? "pending" : "allow" };
}

function written(json: Json): Uint8Array {
  const map = claimsFromJson(json, {});
  if (isClaimProblem(map)) throw new Error(`${map.claim}: ${map.detail}`);
  return encodeCbor(map);
}

function decoded(bytes: Uint8Array) {
  const map = decodeCbor(bytes);
  if (!(map instanceof Map)) throw new Error("these claims are no map");
  return map;
}

function requestOf(
  { headers, certificateKeys, barred, proof, ...same }: Context,
  nowSeconds: number,
): RequestContext {
  return {
    ...same,
    nowSeconds,
    header: headers && (name => headers[name]),
    certificateKeys: certificateKeys?.map(bytesOf),
    isBarred: barred && (id => barred.includes(id)),
    proof: proof && { ...proof, thumbprint: bytesOf(proof.thumbprint) },
  };
}

const bytesOf = (text: string) => decodeBase64url(text) ?? new Uint8Array();
