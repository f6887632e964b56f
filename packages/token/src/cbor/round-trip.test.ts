import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCbor } from "../testing/arbitrary-cbor.ts";
import { decodeCbor } from "./decode.ts";
import { encodeCbor } from "./encode.ts";
import { cborFromJson, cborToJson } from "./json.ts";

test("what is written is read as the same value, and writes the same bytes again", () => {
  fc.assert(
    fc.property(arbitraryCbor, value => {
      const bytes = encodeCbor(value);
      const read = decodeCbor(bytes);
      expect(read).toEqual(value);
      expect(encodeCbor(read as typeof value)).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});

test("JSON keeps every value, also through text", () => {
  fc.assert(
    fc.property(arbitraryCbor, value => {
      expect(cborFromJson(JSON.parse(JSON.stringify(cborToJson(value))))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});
