import { describe, expect, test } from "vitest";
import { decodeBase32 } from "./base32.ts";
import { isTotp, totpAt } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");
const key = { secret, periodSeconds: 30 };

describe("a code of the time", () => {
  // RFC 6238 appendix B has eight digits of each; six are the last of them.
  test.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("at %i s is that of RFC 6238 appendix B", (nowSeconds, code) => {
    expect(totpAt(key, nowSeconds)).toBe(code);
  });

  test("stands in its own period and as many others on both sides as are named", () => {
    const code = totpAt(key, 1_800_000_000);
    const isGoodAt = (seconds: number, windows: number) =>
      isTotp(key, code, 1_800_000_000 + seconds, windows);
    expect([-31, -30, -1, 0, 29, 30, 59, 60].map(at => isGoodAt(at, 1))).toEqual([
      ...[false, true, true, true, true, true, true, false],
    ]);
    expect([-1, 0, 29, 30].map(at => isGoodAt(at, 0))).toEqual([false, true, true, false]);
  });

  test.each(["", "28708", "2870822", "a87082", "２８７０８２", " 87082"])("is never %j", code => {
    expect(isTotp(key, code, 59, 1)).toBe(false);
  });

  test("is known in the first periods of all", () => {
    expect(isTotp(key, totpAt(key, 0), 1, 1)).toBe(true);
  });
});

describe("Base32", () => {
  test("is decoded in letters of either case (RFC 4648 section 10)", () => {
    expect(Buffer.from(decodeBase32("MZXW6YTB") ?? []).toString()).toBe("fooba");
    expect(Buffer.from(decodeBase32("GEZDGNBVGY3TQOJQgezdgnbvgy3tqojq") ?? []).toString()).toBe(
      "12345678901234567890",
    );
    expect(decodeBase32("abcdabcf")).toHaveLength(5);
  });

  test.each(["", "abcdefg", "abcdefg1", "MZXW6===", "abcdefg ", "ſbcdefgh"])("is not %j", text => {
    expect(decodeBase32(text)).toBeUndefined();
  });
});
