import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

describe("parseArguments", () => {
  test("without arguments everything runs", () => {
    expect(parseArguments([])).toEqual({ only: undefined, filters: [] });
  });

  test.each([[["--only", "unit"]], [["--only=unit"]]])("%j names the part that runs", argv => {
    expect(parseArguments(argv)).toEqual({ only: "unit", filters: [] });
  });

  test("everything else goes to vitest in its order", () => {
    const argv = ["gateway", "--only", "e2e", "-t", "one use"];
    expect(parseArguments(argv)).toEqual({ only: "e2e", filters: ["gateway", "-t", "one use"] });
  });

  test.each([[["--only"]], [["--only", "units"]], [["--only="]]])("%j is refused with the choices", argv => {
    expect(parseArguments(argv)).toEqual({ problem: "--only takes one of: checks, unit, e2e." });
  });
});
