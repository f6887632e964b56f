import { describe, expect, test } from "vitest";
import { readTotp, readTotpText, totpText } from "./totp-credential.ts";

describe("a subscriber's id and code", () => {
  test("are one text that goes where tokens go, and come out of it as they were", () => {
    for (const subscriberId of ["alice", "a:b", "totp:x:1", "a b/c?d=e&f", "ä"]) {
      const text = totpText(subscriberId, "012345");
      expect(text && readTotpText(text)).toEqual({ subscriberId, code: "012345" });
    }
  });

  test.each([
    "totp:",
    "totp::123456",
    "totp:alice:",
    "totp:alice",
    "alice:123456",
    `totp:${"a".repeat(257)}:123456`,
  ])("are not in %s", text => {
    expect(readTotpText(text)).toBeUndefined();
  });

  test("are read from a query, decoded", () => {
    expect(readTotp("token=&subscriberId=a%20b&subscriberCode=123456")?.expose()).toBe("totp:a b:123456");
  });

  test.each([
    "subscriberId=alice",
    "subscriberCode=123456",
    "subscriberId=&subscriberCode=",
    "subscriberId=alice&subscriberCode=1:2",
    "subscriberId=alice&subscriberId=bob&subscriberCode=123456",
    "subscriberId=alice&subscriberCode=123456&subscriberCode=123457",
  ])("are not in the query %s", query => {
    expect(readTotp(query)).toBeUndefined();
  });
});
