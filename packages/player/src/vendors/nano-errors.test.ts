import { expect, test } from "vitest";
import { nanoErrorOf, reasonsByCode } from "./nano-errors.ts";

test("codes are those that the player documents for security", () => {
  expect(Object.keys(reasonsByCode)).toEqual(["4106", "4400", "4403", "4900", "4901", "4903", "5006"]);
});

test.each([
  ["token-missing", 5006],
  ["token-expired", 4903],
  ["token-unknown", 4901],
  ["token-revoked", 4403],
  ["ip-not-allowed", 4403],
  ["network-unreachable", 4106],
  ["store-unavailable", 4900],
  ["tokens-conflict", 4400],
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
