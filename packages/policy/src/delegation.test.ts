import { describe, expect, test } from "vitest";
import { type DelegatingToken, planDelegation, remainingDepth } from "./delegation.ts";
import { evaluateAncestor } from "./evaluate-ancestor.ts";

const good = (depth: number, maxChildren?: number): DelegatingToken => ({
  status: "active",
  delegation: { depth, maxChildren },
});

/** Plans below tokens `a`, `b`, `c`, of which so many stand below each already. */
function plan(tokens: readonly (DelegatingToken | undefined)[], below = 0) {
  const ids = ["a", "b", "c", "d"].slice(0, tokens.length);
  return planDelegation(ids, { token: id => tokens[ids.indexOf(id)], below: () => below });
}

describe("a token may be made below others", () => {
  test("when each is good, allows it so deep and has room", () => {
    expect(plan([good(1)])).toBeUndefined();
    expect(plan([good(3), good(2), good(1)])).toBeUndefined();
    expect(plan([good(1, 5)], 4)).toBeUndefined();
    expect(plan([good(1)], 99)).toBeUndefined();
  });

  test("but not deeper than any of them says, and the first that refuses is named", () => {
    expect(plan([good(1), good(4)])).toEqual({ reason: "delegation-not-allowed", token: "a" });
    expect(plan([good(4), good(1), good(1)])).toEqual({ reason: "delegation-not-allowed", token: "b" });
    expect(plan([good(4), { status: "active", delegation: undefined }])).toMatchObject({ token: "b" });
  });

  test("but not below one that is not good, or gone", () => {
    const reasons = ["revoked", "suspended", "expired", "used", "not-yet-valid"] as const;
    const told = reasons.map(status => plan([{ ...good(2), status }, good(1)])?.reason);
    expect(told).toEqual([
      "token-revoked",
      "token-suspended",
      "token-expired",
      "token-already-used",
      "token-not-yet-valid",
    ]);
    expect(plan([undefined, good(1)])).toEqual({ reason: "token-revoked", token: "a" });
  });

  test("but not beyond the number of any of them, 100 where none is given", () => {
    expect(plan([good(1, 5)], 5)).toEqual({ reason: "delegation-full", token: "a" });
    expect(plan([good(2), good(1, 1_000)], 100)).toEqual({ reason: "delegation-full", token: "a" });
  });

  test("but not below nothing", () => {
    expect(plan([])?.reason).toBe("token-missing");
  });
});

test("what is left of a depth is the least that any token above leaves", () => {
  expect(remainingDepth([4])).toBe(3);
  expect(remainingDepth([4, 3, 2])).toBe(1);
  expect(remainingDepth([2, 4])).toBe(0);
  expect(remainingDepth([1, 1])).toBe(0);
});

describe("an ancestor's limits", () => {
  const constraints = [
    { kind: "action", allow: ["play"] },
    { kind: "target", target: { organization: true } },
    { kind: "sessions", max: 2 },
    { kind: "uses", max: 3 },
  ] as const;
  const request = {
    action: "play",
    stream: { organization: "o", application: "a", stream: "a/s", group: "a/s" },
    client: { ip: undefined, userAgent: undefined, site: undefined },
    door: "api",
    nowSeconds: 1,
  } as const;

  test("are explained under its id, and counted at it", () => {
    const verdict = evaluateAncestor("st_parent", constraints, request);
    expect(verdict.rules.map(({ rule }) => rule)).toEqual([
      "parent st_parent: action",
      "parent st_parent: target",
      "parent st_parent: sessions",
      "parent st_parent: uses",
    ]);
    expect(verdict).toMatchObject({
      verdict: "allow",
      checks: [
        { kind: "slot", max: 2, of: "token", token: "st_parent" },
        { kind: "use", max: 3, token: "st_parent" },
      ],
    });
  });

  test("refuse for the same reason as they would by themselves", () => {
    const verdict = evaluateAncestor("st_parent", constraints, { ...request, action: "publish" });
    expect(verdict).toMatchObject({ verdict: "deny", reason: "wrong-action" });
  });
});
