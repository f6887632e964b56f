import { expect, test } from "vitest";
import { firstOf, readOrderedForm } from "./ordered-form.ts";

const smuggled = readOrderedForm(
  "app=live&addr=203.0.113.9&call=publish&name=n1&type=live&token=x&name=other&app=evil&addr=1.2.3.4&type=y",
);

test("the first field of a name counts, whatever a client appends", () => {
  expect(["app", "addr", "name", "type"].map(name => firstOf(smuggled, name))).toEqual([
    "live",
    "203.0.113.9",
    "n1",
    "live",
  ]);
});

test("a form's plus is a blank, and what cannot be decoded stays as it is", () => {
  expect(readOrderedForm("?a+b=c%20d+e&&f&g=%zz")).toEqual([
    { name: "a b", value: "c d e" },
    { name: "f", value: "" },
    { name: "g", value: "%zz" },
  ]);
});
