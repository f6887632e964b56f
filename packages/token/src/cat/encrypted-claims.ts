import { decodeCbor } from "../cbor/decode.ts";
import { CborProblem } from "../cbor/problem.ts";
import type { CborMap, CborValue } from "../cbor/value.ts";
import { coseAlgorithms } from "../cose/algorithms.ts";
import { tag } from "../cose/labels.ts";
import { messageInside } from "../cose/read-message.ts";
import { aadOf } from "../cose/structures.ts";
import type { ProvenClaims } from "../formats/format.ts";
import type { NeedsOpening, Refused, SealedPart } from "../formats/judgement.ts";
import { kidText } from "./open.ts";

/** Encrypted parts in one token. */
const MAX_PARTS = 16;

interface SealedClaims extends SealedPart {
  /** Of the claim that the plaintext is the value of. */
  readonly label: number | string;
}

/**
 * The `enc` claim of Akamai's profile: a map from a label to a COSE_Encrypt0 whose plaintext is that claim's value. The
 * claims that come out stand beside the others as if they had never been closed. Refused: a claim that is there twice,
 * open or closed, `enc` inside `enc`, and everything that no content key opens.
 */
export function openSealedClaims(
  claims: CborMap,
  { enc, crit }: SealedLabels,
  prove: (claims: CborMap) => ProvenClaims | Refused,
): NeedsOpening | Refused {
  const sealed = sealedClaims(claims.get(enc));
  if ("refused" in sealed) return sealed;
  return {
    sealed,
    resume(plaintexts) {
      const merged = new Map(claims);
      merged.delete(enc);
      if (crit !== undefined) withoutCritical(merged, crit, enc);
      for (const [index, { label }] of sealed.entries()) {
        const problem = addClaim(merged, label, plaintexts[index], enc);
        if (problem) return problem;
      }
      return prove(merged);
    },
  };
}

/** Labels of the profile. */
export interface SealedLabels {
  readonly enc: number;
  readonly crit: number | undefined;
}

/** What `crit` says of `enc` has been heeded, and `enc` is gone: the rest of it is for those who judge the rest. */
function withoutCritical(claims: Map<number | string, CborValue>, crit: number, enc: number): void {
  const listed = claims.get(crit);
  if (!Array.isArray(listed) || !listed.includes(enc)) return;
  const others = listed.filter((label: CborValue) => label !== enc);
  if (others.length === 0) claims.delete(crit);
  else claims.set(crit, others);
}

function sealedClaims(value: CborValue): readonly SealedClaims[] | Refused {
  if (!(value instanceof Map)) return malformed("it must be a map");
  const entries: CborMap = value;
  if (entries.size === 0 || entries.size > MAX_PARTS)
    return malformed(`it must have 1 to ${MAX_PARTS} entries`);
  const sealed: SealedClaims[] = [];
  for (const [label, inside] of entries) {
    const message = messageInside(inside);
    if (
      !message ||
      message.signature ||
      message.payloadIsText ||
      (message.tag ?? tag.encrypt0) !== tag.encrypt0
    )
      return malformed("an entry is no COSE_Encrypt0");
    const { headers, payload, protectedBytes } = message;
    sealed.push({
      label,
      kid: headers.kid && kidText(headers.kid),
      algorithms: coseAlgorithms(headers.alg),
      iv: headers.iv ?? new Uint8Array(),
      aad: aadOf(protectedBytes),
      ciphertext: payload,
    });
  }
  return sealed;
}

function addClaim(
  claims: Map<number | string, CborValue>,
  label: number | string,
  plaintext: Uint8Array | undefined,
  enc: number,
): Refused | undefined {
  const value = plaintext && decodeCbor(plaintext);
  if (value === undefined || value instanceof CborProblem)
    return malformed("what was encrypted is not one CBOR item");
  if (claims.has(label) || label === enc) return malformed("a claim is there twice");
  claims.set(label, value);
  return undefined;
}

function malformed(detail: string): Refused {
  return { refused: "claim-malformed", claim: "enc", detail };
}
