import { describe, expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { fuzzTargets } from "./fuzz-targets.ts";

const INPUTS = 20_000;

describe.each(fuzzTargets)("$name", target => {
  test("answers mutated input with its own refusals, and never throws", () => {
    const report = fuzz(target, INPUTS, 1);
    expect(report.inputs).toBe(INPUTS);
    expect(report.accepted).toBeGreaterThan(0);
    expect(report.accepted).toBeLessThan(INPUTS);
  });

  test("accepts each of its seeds, or the mutations would not reach far", () => {
    const accepted = target.seeds.filter(seed => target.run(seed) === "accepted");
    expect(accepted.length).toBeGreaterThan(target.seeds.length / 2);
  });
});

describe("the harness", () => {
  const seeds = [Uint8Array.of(1, 2, 3)];
  const target = (run: FuzzTarget["run"], acceptsSeedsOnly = false): FuzzTarget => ({
    name: "example",
    seeds,
    acceptsSeedsOnly,
    run,
  });

  test("names the input that made a decoder throw", () => {
    const throwing = target(input => {
      if (input.length > 3) throw new TypeError("not expected");
      return "refused";
    });
    expect(() => fuzz(throwing, 1_000, 1)).toThrow(
      /example: TypeError: not expected[\s\S]*hexadecimal: [0-9a-f]{8}/,
    );
  });

  test("finds what is accepted and must not be", () => {
    expect(() =>
      fuzz(
        target(() => "accepted", true),
        1_000,
        1,
      ),
    ).toThrow("example: accepted");
    expect(
      fuzz(
        target(input => (input === seeds[0] ? "accepted" : "refused"), true),
        1_000,
        1,
      ).accepted,
    ).toBe(1);
  });

  test("finds what is slow every time", () => {
    const slow = target(input => {
      const end = performance.now() + 60;
      while (input.length > 5 && performance.now() < end);
      return "refused";
    });
    expect(() => fuzz(slow, 1_000, 1)).toThrow("took more than 50 ms");
  });

  test("gives the same inputs for the same seed, and others for another", () => {
    const inputsOf = (seed: number) => {
      const inputs: string[] = [];
      fuzz(
        target(input => {
          inputs.push(input.join());
          return "refused";
        }),
        200,
        seed,
      );
      return inputs;
    };
    expect(inputsOf(1)).toEqual(inputsOf(1));
    expect(inputsOf(1)).not.toEqual(inputsOf(2));
  });
});
