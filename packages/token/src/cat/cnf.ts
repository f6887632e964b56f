import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { sameBytes } from "../bytes/compare.ts";
import type { CborValue } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import type { Claim, Json, Malformed } from "./claim.ts";
import type { CatReadings } from "./readings.ts";
import { isCborMap, isJsonObject, malformed, unsupported } from "./shapes.ts";

const JKT = 323;
const CKT = 6;
const OLD_JKT = 3;
const THUMBPRINT_BYTES = 32;
const PASSED = pass("the sender proved that it holds the key");
const MISSING = fail("proof-missing", "the sender proved no key");
const WRONG = fail("proof-invalid", "the sender proved another key");
const COSE_UNKNOWN = fail("context-missing", "the proven key has no COSE thumbprint");
const WANTED = "it must have jkt or ckt, thumbprints of 32 bytes";

/** Thumbprints of the key that the sender must prove: as a JWK (RFC 7638) and as a COSE key (RFC 9679). */
interface Confirmation {
  readonly jkt: Uint8Array | undefined;
  readonly ckt: Uint8Array | undefined;
}

/** The key that the sender must hold, proven with DPoP (RFC 9449) for this request. */
export const cnf: Claim<Confirmation> = {
  name: "cnf",
  label: 8,
  summary:
    "The thumbprint of a key that the sender must prove to hold (DPoP). JSON: jkt and ckt in base64url.",
  source: "RFC 8747 3.1, CTA-5007-B 4.8.1",
  checkedAt: "entry",
  parse,
  judge,
  encode: ({ jkt, ckt }) => {
    const map = new Map<number, CborValue>();
    if (ckt) map.set(CKT, ckt);
    if (jkt) map.set(JKT, jkt);
    return map;
  },
  fromJson(json) {
    if (!isJsonObject(json)) return malformed(WANTED);
    const { jkt, ckt, ...rest } = json;
    if (Object.keys(rest).length > 0) return unsupported("a member that is not known");
    return confirmation(bytesOf(jkt), bytesOf(ckt));
  },
  toJson: ({ jkt, ckt }) => ({
    ...(jkt && { jkt: encodeBase64url(jkt) }),
    ...(ckt && { ckt: encodeBase64url(ckt) }),
  }),
};

function parse(value: CborValue, { cnfMember3 }: CatReadings): Confirmation | Malformed {
  if (!isCborMap(value)) return malformed(WANTED);
  const known = cnfMember3 ? [JKT, CKT, OLD_JKT] : [JKT, CKT];
  for (const label of value.keys()) {
    if (!known.some(one => one === label)) return unsupported(`member ${label} is not known`);
  }
  return confirmation(value.get(JKT) ?? value.get(OLD_JKT), value.get(CKT));
}

function confirmation(jkt: unknown, ckt: unknown): Confirmation | Malformed {
  if (jkt === undefined && ckt === undefined) return malformed(WANTED);
  if (!isThumbprint(jkt) || !isThumbprint(ckt)) return malformed(WANTED);
  return { jkt, ckt };
}

function isThumbprint(value: unknown): value is Uint8Array | undefined {
  return value === undefined || (value instanceof Uint8Array && value.length === THUMBPRINT_BYTES);
}

/** Null for what cannot be read, which is no thumbprint. */
function bytesOf(json: Json | undefined): Uint8Array | undefined | null {
  if (json === undefined) return undefined;
  return typeof json === "string" ? (decodeBase64url(json) ?? null) : null;
}

function judge({ jkt, ckt }: Confirmation, { proof }: RequestContext): Finding {
  if (proof === undefined) return MISSING;
  if (jkt !== undefined && !sameBytes(jkt, proof.thumbprint)) return WRONG;
  if (ckt === undefined) return PASSED;
  if (proof.coseThumbprint === undefined) return COSE_UNKNOWN;
  return sameBytes(ckt, proof.coseThumbprint) ? PASSED : WRONG;
}
