import { decodePaddedBase64url, decodeStandardBase64 } from "../bytes/base64url.ts";
import { isMalformed, type Json } from "../cat/claim.ts";
import { claims as knownClaims } from "../cat/claims.ts";
import { type OpenedCat, openCat } from "../cat/open.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { cborToJson } from "../cbor/json.ts";
import { CborProblem, cborProblems } from "../cbor/problem.ts";
import type { CborMap, CborValue } from "../cbor/value.ts";
import { coseDiagnostic } from "./cose-diagnostic.ts";
import type { TokenDescription } from "./token-description.ts";

const KINDS = { mac: "COSE_Mac0", signature: "COSE_Sign1", encryption: "COSE_Encrypt0" } as const;
const byLabel = new Map<number | string, (typeof knownClaims)[number]>(
  knownClaims.map(claim => [claim.label, claim]),
);

/** What a text in base64url says as a CAT, and what keeps it from being one. */
export function describeCat(raw: string): Partial<TokenDescription> {
  const bytes = decodePaddedBase64url(raw) ?? decodeStandardBase64(raw);
  if (!bytes) return { problem: "neither base64url nor base64, or bits are left over at its end" };
  const opened = openCat(raw);
  if (!opened) return unreadable(decodeCbor(bytes));
  const { claims } = opened;
  const isMap = claims instanceof Map;
  return {
    format: "cat",
    opened,
    problem: isMap || opened.use === "encryption" ? undefined : "its payload is not one map of claims",
    header: headerOf(opened),
    ...(isMap ? claimsOf(claims) : {}),
    diagnostic: coseDiagnostic(decodeCbor(bytes, { longNumbers: opened.needs.includes("taggedMaps") })),
    needs: opened.needs,
  };
}

function unreadable(item: CborValue | CborProblem): Partial<TokenDescription> {
  if (item instanceof CborProblem) {
    return {
      problem: `base64url, but no CBOR as a CAT has it: ${cborProblems[item.problem]}, at byte ${item.at}`,
    };
  }
  const problem = "CBOR, but no COSE_Mac0, COSE_Sign1 or COSE_Encrypt0 with headers that are understood";
  return { format: "cat", problem, diagnostic: coseDiagnostic(item) };
}

function headerOf({ message, kid, algorithms, use }: OpenedCat): TokenDescription["header"] {
  const { alg, algIsProtected, typ, iv } = message.headers;
  return {
    message: KINDS[use],
    alg: alg === undefined ? null : cborToJson(alg),
    algorithm: algorithms?.[0] ?? null,
    alg_is_protected: algIsProtected,
    kid: kid ?? null,
    ...(typ === undefined ? {} : { typ: cborToJson(typ) }),
    ...(iv === undefined ? {} : { iv: cborToJson(iv) }),
  };
}

function claimsOf(map: CborMap): Pick<TokenDescription, "claims" | "claimProblems"> {
  const claims: Record<string, Json> = {};
  const claimProblems: Record<string, Json> = {};
  for (const [label, value] of map) {
    const claim = byLabel.get(label);
    const parsed = claim?.parse(value, {});
    const name = claim?.name ?? String(label);
    if (claim && !isMalformed(parsed)) {
      claims[name] = claim.toJson(parsed);
      continue;
    }
    claims[name] = cborToJson(value);
    claimProblems[name] = isMalformed(parsed) ? parsed.malformed : "this claim is not known";
  }
  return { claims, claimProblems };
}
