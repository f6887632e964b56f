import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccessRule } from "../limit-types.ts";
import { firstMatch, type RuleFacts } from "./access-rules.ts";

const known: RuleFacts = {
  ip: "203.0.113.7",
  country: "DE",
  asn: 3320,
  userAgent: "VLC/3.0",
  site: "shop.example.com",
};
const nothing: RuleFacts = {
  ip: undefined,
  country: undefined,
  asn: undefined,
  userAgent: undefined,
  site: undefined,
};
const effectOf = (rules: readonly AccessRule[], facts: RuleFacts = known) =>
  firstMatch(rules, facts).rule?.effect;

const condition: fc.Arbitrary<Omit<AccessRule, "effect">> = fc.record(
  {
    ip: fc.constantFrom(["203.0.113.0/24"], ["198.51.100.0/24"], []),
    countries: fc.constantFrom(["DE"], ["US"]),
    asns: fc.constantFrom([3320], [1]),
    agents: fc.constantFrom(["VLC/*"], ["mpv*"]),
    domains: fc.constantFrom(["*.example.com"], ["example.org"]),
  },
  { requiredKeys: [] },
);
const effect = fc.constantFrom("allow" as const, "deny" as const);
const rule: fc.Arbitrary<AccessRule> = fc
  .tuple(effect, condition)
  .map(([of, rest]) => ({ effect: of, ...rest }));

describe("ordered rules", () => {
  test("are decided by the first that matches", () => {
    const rules: readonly AccessRule[] = [
      { effect: "deny", ip: ["203.0.113.7"] },
      { effect: "allow", countries: ["DE"] },
    ];
    expect(firstMatch(rules, known)).toMatchObject({ number: 1, rule: { effect: "deny" } });
    expect(firstMatch(rules, { ...known, ip: "203.0.113.8" })).toMatchObject({ number: 2 });
    expect(firstMatch(rules, { ...known, ip: "192.0.2.1", country: "US" })).toEqual({
      rule: undefined,
      number: 0,
    });
  });

  test.each<[string, AccessRule]>([
    ["address", { effect: "allow", ip: ["203.0.113.0/24"] }],
    ["country", { effect: "allow", countries: ["AT", "DE"] }],
    ["network", { effect: "allow", asns: [3320] }],
    ["agent", { effect: "allow", agents: ["mpv*", "vlc/*"] }],
    ["site", { effect: "allow", domains: ["*.example.com"] }],
  ])("match by %s, and an allow never by what is not known", (_, one) => {
    expect(effectOf([one])).toBe("allow");
    expect(effectOf([one], nothing)).toBeUndefined();
    expect(effectOf([{ ...one, effect: "deny" }, { effect: "allow" }], nothing)).toBe("deny");
  });

  test("without conditions match all, and an empty list matches nothing", () => {
    expect(effectOf([{ effect: "allow" }], nothing)).toBe("allow");
    expect(effectOf([{ effect: "allow", countries: [] }])).toBeUndefined();
  });

  test("never allow with less known what they would refuse with all known to be unlike", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), rules => {
        // Whoever hides what he is must not get further than somebody whom no allow rule names.
        const nobody: RuleFacts = {
          ip: "192.0.2.99",
          country: "ZZ",
          asn: 64_512,
          userAgent: "-",
          site: "else.test",
        };
        if (effectOf(rules, nothing) === "allow") expect(effectOf(rules, nobody)).toBe("allow");
      }),
    );
  });

  test("are independent of what comes behind the rule that decides", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), fc.array(rule, { maxLength: 5 }), (rules, more) => {
        const { rule: decided } = firstMatch(rules, known);
        if (decided) expect(firstMatch([...rules, ...more], known).rule).toBe(decided);
      }),
    );
  });
});
