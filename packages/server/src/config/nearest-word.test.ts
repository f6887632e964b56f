import { expect, test } from "vitest";
import { nearestWord } from "./nearest-word.ts";

const known = ["host", "port", "data_dir", "public_url"];

test.each([
  ["prot", "port"],
  ["ports", "port"],
  ["DATA-DIR", "data_dir"],
  ["pubic_url", "public_url"],
  ["banana", undefined],
  ["x", undefined],
  ["", undefined],
])("%j most likely means %j", (word, meant) => expect(nearestWord(word, known)).toBe(meant));
