import { type DenyReason, denyReasons } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import { clusterRefusal, mediaRefusal } from "./media-refusal.ts";

const token = `st_${"x".repeat(38)}`;

describe("a refusal in Ant Media's words", () => {
  test.each([
    ["one-time", "Invalid Token for streamId:s1"],
    [undefined, "Invalid Token for streamId:s1"],
    ["totp", "Time Based subscriber id or code is invalid"],
    ["hash", "Invalid Hash"],
    ["jwt", "Invalid JWT Token"],
  ] as const)("of a credential names what the application asks for: %s", (mechanism, text) => {
    const reasons = ["token-missing", "token-unknown", "token-already-used", "wrong-stream"] as const;
    for (const reason of [...reasons, "subscriber-code-invalid"] as const) {
      expect(mediaRefusal(reason, { named: "s1", mechanism })).toEqual({ status: 403, text });
    }
  });

  test.each([
    ["method-not-allowed", 403, "Invalid Request Type"],
    ["stream-full", 403, "Viewer Limit Reached"],
    ["too-many-sessions", 403, "Viewer Limit Reached"],
    ["subscriber-blocked", 401, "Subscriber is blocked"],
    ["media-not-found", 404, "Not Found"],
    ["stream-unknown", 404, "Not Found"],
    ["not-an-entry", 404, "Not Found"],
    ["stream-offline", 404, "Not Found"],
  ] as const)("for %s is %i %s", (reason, status, text) => {
    expect(mediaRefusal(reason, { named: "s1", mechanism: "one-time" })).toEqual({ status, text });
  });

  test("at an address that names no stream says so", () => {
    const text = "Cannot specified the stream id from the url";
    expect(mediaRefusal("token-missing", { named: undefined, mechanism: "jwt" })).toEqual({
      status: 403,
      text,
    });
  });

  test("of whoever shows a cluster's token is that of the cluster", () => {
    const text = "Cluster communication token is not valid for streamId:s1";
    expect(clusterRefusal("key-unknown", "s1")).toEqual({ status: 403, text });
    expect(clusterRefusal("method-not-allowed", "s1").text).toBe("Invalid Request Type");
  });

  test("repeats no token, and nothing that could be markup or a line of its own", () => {
    for (const named of [token, `<script>alert(1)</script>`, `a\r\nb`, "\ud800"]) {
      const { text } = mediaRefusal("token-unknown", { named, mechanism: "one-time" });
      expect(text).not.toContain(token.slice(16));
      expect(text).toMatch(/^Invalid Token for streamId:[\w.\-/[\]]+$/);
    }
    expect(
      mediaRefusal("token-unknown", { named: "a".repeat(5_000), mechanism: undefined }).text.length,
    ).toBeLessThan(400);
  });

  test("is an error for every reason that there is", () => {
    for (const reason of Object.keys(denyReasons) as DenyReason[]) {
      const { status, text } = mediaRefusal(reason, { named: "s1", mechanism: undefined });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status === 401).toBe(reason === "subscriber-blocked");
      expect(text).not.toBe("");
    }
  });
});
