import { describe, expect, test } from "vitest";
import type { AccessRequest } from "./access-request.ts";
import type { Constraint } from "./constraint.ts";
import { evaluate, evaluateManifest } from "./evaluate.ts";

const now = 1_800_000_000;
const request: AccessRequest = {
  action: "play",
  stream: { organization: "demo", application: "demo", stream: "demo/clip", group: "concerts" },
  client: { ip: "203.0.113.7", userAgent: "player", site: "shop.example.com" },
  door: "gateway",
  nowSeconds: now,
};
const grant: readonly Constraint[] = [
  { kind: "action", allow: ["play"] },
  { kind: "target", target: { streams: ["demo/clip"] } },
];
const reasonOf = (constraints: readonly Constraint[], asked: AccessRequest = request) => {
  const verdict = evaluate(constraints, asked);
  return verdict.verdict === "deny" ? verdict.reason : "allow";
};

describe("evaluate", () => {
  test("allows what every constraint allows", () => {
    expect(reasonOf(grant)).toBe("allow");
  });

  test("grants nothing to a token without an action, without a target, or with an empty action", () => {
    expect(reasonOf([])).toBe("wrong-action");
    expect(reasonOf(grant.slice(1))).toBe("wrong-action");
    expect(reasonOf(grant.slice(0, 1))).toBe("wrong-stream");
    expect(reasonOf([{ kind: "action", allow: [] }, ...grant.slice(1)])).toBe("wrong-action");
  });

  test.each<[string, Constraint, string]>([
    ["not before this second", { kind: "not-before", atSeconds: now }, "allow"],
    ["not before the next second", { kind: "not-before", atSeconds: now + 1 }, "token-not-yet-valid"],
    ["expiring in the next second", { kind: "expiry", atSeconds: now + 1 }, "allow"],
    ["expiring this second", { kind: "expiry", atSeconds: now }, "token-expired"],
    ["an address in a network", { kind: "ip", networks: ["198.51.100.0/24", "203.0.113.0/24"] }, "allow"],
    ["an address outside", { kind: "ip", networks: ["198.51.100.0/24"] }, "ip-not-allowed"],
    ["a network that cannot be read", { kind: "ip", networks: ["everywhere"] }, "ip-not-allowed"],
    ["no network at all", { kind: "ip", networks: [] }, "ip-not-allowed"],
    ["a site below a wildcard", { kind: "domain", patterns: ["*.example.com"] }, "allow"],
    ["another site", { kind: "domain", patterns: ["example.org"] }, "domain-not-allowed"],
    ["another action", { kind: "action", allow: ["publish"] }, "wrong-action"],
    ["the stream's group", { kind: "target", target: { group: "concerts" } }, "allow"],
    ["another group", { kind: "target", target: { group: "games" } }, "wrong-stream"],
    ["the organization", { kind: "target", target: { organization: true } }, "allow"],
  ])("%s: %s", (_name, constraint, expected) => {
    expect(reasonOf([...grant, constraint])).toBe(expected);
  });

  test("denies when the context that a rule needs is missing", () => {
    const unknown = { ...request, client: { ip: undefined, userAgent: undefined, site: undefined } };
    expect(reasonOf([...grant, { kind: "ip", networks: ["0.0.0.0/0", "::/0"] }], unknown)).toBe("ip-unknown");
    expect(reasonOf([...grant, { kind: "domain", patterns: ["*.example.com"] }], unknown)).toBe(
      "domain-unknown",
    );
  });

  test("explains every rule, also those after the one that failed, and gives the first failure as the reason", () => {
    const verdict = evaluate(
      [
        ...grant,
        { kind: "expiry", atSeconds: now - 5 },
        { kind: "ip", networks: ["198.51.100.0/24"] },
        { kind: "uses", max: 1 },
      ],
      request,
    );
    expect(verdict).toMatchObject({ verdict: "deny", reason: "token-expired" });
    expect(verdict.rules.map(rule => `${rule.rule} ${rule.outcome}`)).toEqual([
      "action pass",
      "target pass",
      "expiry fail",
      "ip fail",
      "uses pending",
    ]);
  });

  test("leaves uses and sessions to the store, as checks", () => {
    const verdict = evaluate([...grant, { kind: "sessions", max: 2 }, { kind: "uses", max: 1 }], request);
    expect(verdict).toMatchObject({
      verdict: "allow",
      checks: [
        { kind: "slot", max: 2 },
        { kind: "use", max: 1 },
      ],
    });
  });
});

test("a manifest of a running session is judged by address again, not by expiry, site or target", () => {
  const constraints: Constraint[] = [
    { kind: "expiry", atSeconds: now - 5 },
    { kind: "domain", patterns: ["elsewhere.example"] },
    { kind: "ip", networks: ["203.0.113.0/24"] },
  ];
  expect(evaluateManifest(constraints, request)).toBeUndefined();
  const moved = { ...request, client: { ...request.client, ip: "198.51.100.1" } };
  expect(evaluateManifest(constraints, moved)).toBe("ip-not-allowed");
});
