import { bytesOfText, textOfBytes } from "./byte-text.ts";
import type { Claim } from "./claim.ts";
import { malformed } from "./shapes.ts";

/** Names the token. Replays and revocations go by it, never by the token's bytes, of which one token has many. */
export const cti: Claim<Uint8Array> = {
  name: "cti",
  label: 7,
  summary:
    "A unique name of the token, by which it is revoked and its uses are counted. JSON: text, or 0x and hexadecimal.",
  source: "RFC 8392 3.1.7, CTA-5007-B 4.6.5",
  checkedAt: "entry",
  parse: value => (value instanceof Uint8Array && value.length > 0 ? value : malformed("it must be bytes")),
  encode: value => value,
  fromJson(json) {
    const bytes = typeof json === "string" ? bytesOfText(json) : undefined;
    return bytes && bytes.length > 0 ? bytes : malformed("it must be a text, or 0x and hexadecimal digits");
  },
  toJson: value => textOfBytes(value),
};
