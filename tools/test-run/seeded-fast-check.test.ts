import fc from "fast-check";
import { expect, test } from "vitest";

test("property tests draw the cases that their seed says", () => {
  const { seed } = fc.readConfigureGlobal();
  const wanted = process.env["SLUICE_PROPERTY_SEED"];
  if (wanted === "random") expect(seed).toBeUndefined();
  else expect(seed).toBe(Number(wanted ?? 20_261_121));
});
