import { expect, test } from "vitest";
import { nanoErrorOf } from "./nano-errors.ts";

test.each([
  ["token-missing", 5006],
  ["token-expired", 4903],
  ["token-unknown", 4901],
  ["token-revoked", 4403],
  ["ip-not-allowed", 4403],
  ["network-unreachable", 4106],
  ["toString", 4403],
])("a refusal for %s has the code %i, and our words", (reason, code) => {
  const detail = { reason, title: "A title", detail: "More.", ref: "K7M2Q9XH4T" };
  expect(nanoErrorOf(detail)).toEqual({ code, message: "A title", reason, ref: "K7M2Q9XH4T" });
});

test.each([undefined, null, "x", {}, { reason: 7, title: null }])(
  "what is no refusal is access denied: %j",
  detail => {
    expect(nanoErrorOf(detail)).toMatchObject({ code: 4403, message: "Access denied" });
  },
);
