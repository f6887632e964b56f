import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { sameBytes } from "../bytes/compare.ts";
import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { malformed } from "./shapes.ts";

const PASSED = pass("a certificate of the connection has the key");
const UNKNOWN = fail("context-missing", "the certificates of the connection are not known");
const DENIED = fail("connection-not-allowed", "no certificate of the connection has the key");

/** The public key that must occur among the certificates of the connection. */
export const cattpk: Claim<Uint8Array> = {
  name: "cattpk",
  label: 319,
  summary:
    "A public key (DER SubjectPublicKeyInfo) that a certificate of the connection must have. JSON: base64url.",
  source: "CTA-5007-B 4.6.18",
  checkedAt: "entry",
  parse: value => (value instanceof Uint8Array && value.length > 0 ? value : malformed("it must be bytes")),
  judge(key, { certificateKeys }) {
    if (certificateKeys === undefined) return UNKNOWN;
    return certificateKeys.some(other => sameBytes(key, other)) ? PASSED : DENIED;
  },
  encode: value => value,
  fromJson(json) {
    const bytes = typeof json === "string" ? decodeBase64url(json) : undefined;
    return bytes !== undefined && bytes.length > 0 ? bytes : malformed("it must be base64url");
  },
  toJson: value => encodeBase64url(value),
};
