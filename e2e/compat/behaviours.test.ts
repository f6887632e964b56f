import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const root = new URL("../../", import.meta.url);
const BEHAVIOURS = 29;

const shape = z.strictObject({
  source: z.string().min(10),
  behaviours: z.array(
    z.strictObject({
      number: z.int(),
      /** What Ant Media's own tests ask for. */
      behaviour: z.string().min(10),
      /** Flows of vectors and tests that show it here. */
      shown: z.array(z.strictObject({ file: z.string(), title: z.string().min(10) })),
      /** Why it is otherwise here, on purpose or not yet. */
      otherwise: z
        .string()
        .regex(/^(?:safer|not offered yet): .{20,}\.$/)
        .optional(),
    }),
  ),
});

const { behaviours } = shape.parse(
  JSON.parse(readFileSync(new URL("vectors/compat/antmedia/behaviours.json", root), "utf8")),
);

/** The titles that a file has: of its flows, or as its tests are written. */
function hasTitle(file: string, title: string): boolean {
  const text = readFileSync(new URL(file, root), "utf8");
  return text.includes(JSON.stringify(title));
}

describe("what Ant Media's own tests ask for", () => {
  test("is answered number by number", () => {
    const numbers = Array.from({ length: BEHAVIOURS }, (_, index) => index + 1);
    expect(behaviours.map(({ number }) => number)).toEqual(numbers);
  });

  test.each(behaviours)("$number: is shown by flows and tests that there are, or says why not", behaviour => {
    const { shown, otherwise } = behaviour;
    expect(shown.length > 0 || otherwise !== undefined, behaviour.behaviour).toBe(true);
    expect(shown.filter(({ file, title }) => !hasTitle(file, title))).toEqual([]);
  });
});
