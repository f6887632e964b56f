import { expect, test } from "vitest";
import { timeOfGrowth } from "./linear-time.ts";

const textOf = (characters: number) => "a".repeat(characters);

function visit(text: string, times: number): number {
  let sum = 0;
  for (let round = 0; round < times; round += 1) for (const character of text) sum += character.length;
  return sum;
}

test("work that visits each character a fixed number of times is linear", () => {
  expect(timeOfGrowth(textOf, text => visit(text, 20), 5_000).isLinear).toBe(true);
});

test("work that visits each character once for each character is not", () => {
  expect(timeOfGrowth(textOf, text => visit(text, text.length), 500).isLinear).toBe(false);
}, 60_000);
