import { describe, expect, test } from "vitest";
import { denyReasons, denyText, isRetryable } from "./deny-reasons.ts";
import type { DenyText } from "./deny-text.ts";

describe("every deny reason", () => {
  test.each(Object.entries<DenyText>(denyReasons))(
    "%s has a stable code, a status and plain words",
    (code, text) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(text.status).toBeGreaterThanOrEqual(400);
      expect(text.status).toBeLessThan(600);
      expect(text.title).toMatch(/^[A-Z][^.]*$/);
      expect(text.detail).toMatch(/^[A-Z].*\.$/);
      expect(text.advice).toMatch(/\.$/);
      expect(text.detail.length).toBeLessThan(120);
    },
  );
});

test("what passes by itself may be tried again; what does not, may not", () => {
  expect(isRetryable("store-unavailable")).toBe(true);
  expect(isRetryable("stream-offline")).toBe(true);
  expect(isRetryable("too-many-guesses")).toBe(true);
  expect(isRetryable("token-already-used")).toBe(false);
  expect(isRetryable("token-revoked")).toBe(false);
});

test("a missing credential is 401, a bad one 403", () => {
  expect(denyText("token-missing").status).toBe(401);
  for (const reason of ["token-unknown", "token-expired", "token-already-used", "wrong-stream"] as const) {
    expect(denyText(reason).status).toBe(403);
  }
});
