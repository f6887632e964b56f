import { decodeBase64url } from "../bytes/base64url.ts";
import { sameBytes } from "../bytes/compare.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { cborDiagnostic } from "../cbor/diagnostic.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { CborProblem } from "../cbor/problem.ts";
import { CborTag, type CborValue } from "../cbor/value.ts";
import { catSeeds } from "./fuzz-seeds.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const tokens = catSeeds.map(token => decodeBase64url(token) ?? new Uint8Array());

/** The reader of CBOR, strict and with long numbers. What it accepts can be written, and is then read as the same. */
export const cborFuzz: FuzzTarget = {
  name: "cbor",
  seeds: [...tokens, ...tokens.flatMap(token => payloadOf(decodeCbor(token)))],
  run(input) {
    const value = decodeCbor(input);
    const leniently = decodeCbor(input, { longNumbers: true });
    if (value instanceof CborProblem) return "refused";
    if (leniently instanceof CborProblem) throw new Error("refused only where more is allowed");
    const written = encodeCbor(value);
    const again = decodeCbor(written);
    if (again instanceof CborProblem || !sameBytes(encodeCbor(again), written))
      throw new Error("no round trip");
    cborDiagnostic(value);
    return "accepted";
  },
};

function payloadOf(token: CborValue | CborProblem): readonly Uint8Array[] {
  if (token instanceof CborTag) return payloadOf(token.value);
  const payload = Array.isArray(token) ? token[2] : undefined;
  return payload instanceof Uint8Array ? [payload] : [];
}
