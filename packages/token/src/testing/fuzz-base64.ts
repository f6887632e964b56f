import {
  decodeBase64url,
  decodePaddedBase64url,
  decodeStandardBase64,
  encodeBase64url,
} from "../bytes/base64url.ts";
import { catSeeds } from "./fuzz-seeds.ts";
import { type FuzzTarget, textOf, textSeeds } from "./fuzz-target.ts";

/** The readers of base64. What the strict one accepts is the only text of its bytes. */
export const base64Fuzz: FuzzTarget = {
  name: "base64url",
  seeds: textSeeds(["", "AA", "AAA", "AAAA", ...catSeeds]),
  run(input) {
    const text = textOf(input);
    decodePaddedBase64url(text);
    decodeStandardBase64(text);
    const bytes = decodeBase64url(text);
    if (bytes === undefined) return "refused";
    if (encodeBase64url(bytes) !== text) throw new Error("two texts for the same bytes");
    return "accepted";
  },
};
