import { expect, test } from "vitest";
import { fillAnnotations } from "./fill-annotations.ts";

const facts = { user: "ann", ip: "203.0.113.7" };

test("a watermark names its viewer, and keeps what is the player's", () => {
  const mark = { type: "static", text: "{user} {ip} {time} {user}", x: 1 };
  expect(fillAnnotations([mark, { type: "dynamic" }, "note", null, 7], facts)).toEqual([
    { type: "static", text: "ann 203.0.113.7 {time} ann", x: 1 },
    { type: "dynamic" },
    "note",
    null,
    7,
  ]);
});

test("what is filled in is not filled in again, and has no other meaning", () => {
  expect(fillAnnotations([{ text: "{user}" }], { user: "{ip}$&", ip: "x" })).toEqual([{ text: "{ip}$&" }]);
});

test("what is not known is left empty", () => {
  expect(fillAnnotations([{ text: "<{user}|{ip}>" }], { user: undefined, ip: undefined })).toEqual([
    { text: "<|>" },
  ]);
});
