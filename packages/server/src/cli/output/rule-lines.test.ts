import { expect, test } from "vitest";
import { withRules } from "./rule-lines.ts";

test("every rule has its mark, and one that the state settled has only that line", () => {
  const rules = [
    { rule: "action", outcome: "pass", detail: "play is granted" },
    { rule: "uses", outcome: "pending", detail: "one use" },
    { rule: "sessions", outcome: "pending", detail: "at most 2 at the same time" },
    { rule: "uses", outcome: "fail", detail: "1 of 1 uses are spent" },
  ];
  expect(withRules("Refused", rules).split("\n")).toEqual([
    "Refused",
    "",
    "  ✓ action    play is granted",
    "  … sessions  at most 2 at the same time",
    "  ✗ uses      1 of 1 uses are spent",
  ]);
});

test("a decision without rules has no empty space for them", () => {
  expect(withRules("Refused", [])).toBe("Refused");
});
