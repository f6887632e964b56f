import { judgeCat } from "../cat/judge.ts";
import { openCat } from "../cat/open.ts";
import type { SignedFormat } from "./judgement.ts";

/** First letters of the heads that a CAT can begin with: tags 16 to 18, a tag in two bytes (61), an untagged array. */
const TAG_16_TO_18 = 0x30;
const TAG_61 = 0x32;
const ARRAY_OF_3 = 0x67;
const ARRAY_OF_4 = 0x68;

/**
 * The Common Access Token (CTA-5007-B): a CWT in COSE, in base64url. It begins with `0`, `2`, `g` or `h`, as its CBOR head
 * has it, and has no dot: no JWT, opaque token or session handle begins so.
 */
export const catFormat = {
  id: "cat",
  looksLike(raw: string): boolean {
    const first = raw.charCodeAt(0);
    const isHead = first === TAG_61 || first === TAG_16_TO_18 || first === ARRAY_OF_4 || first === ARRAY_OF_3;
    return isHead && !raw.includes(".");
  },
  open: openCat,
  judge: judgeCat,
} as const satisfies SignedFormat;
