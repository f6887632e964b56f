import { expect, test } from "vitest";
import { createSealer, SealBroken } from "./seal.ts";

const sealer = createSealer(new Uint8Array(32).fill(1));

test("a sealed text opens again, and two seals of it have nothing in common", () => {
  for (const text of ["", "Bearer abc", "ü€😀", "x".repeat(100_000)]) {
    const sealed = sealer.seal(text, "a");
    expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
    expect(sealed).not.toBe(sealer.seal(text, "a"));
    expect(sealer.open(sealed, "a")).toBe(text);
  }
});

test("it opens in its own place and under its own key only", () => {
  const sealed = sealer.seal("secret", "vod/origin/authorization");
  expect(() => sealer.open(sealed, "live/origin/authorization")).toThrow(SealBroken);
  expect(() => createSealer(new Uint8Array(32)).open(sealed, "vod/origin/authorization")).toThrow(SealBroken);
});

test("one that was changed, cut or never sealed does not open", () => {
  const sealed = sealer.seal("secret", "a");
  for (let index = "v1.".length; index < sealed.length - 1; index += 1) {
    const other = sealed[index] === "A" ? "B" : "A";
    expect(() => sealer.open(sealed.slice(0, index) + other + sealed.slice(index + 1), "a")).toThrow(
      SealBroken,
    );
  }
  for (const text of ["", "v1.", "v1.AAAA", "secret", sealed.slice(3), sealed.slice(0, -8)]) {
    expect(() => sealer.open(text, "a")).toThrow(SealBroken);
  }
});
