import type { RevocationRule, RevocationSelector, RevocationSubject } from "@sluice/policy";
import { expect, test } from "vitest";
import { createOpenRules } from "./open-rules.ts";

const subject: RevocationSubject = {
  organization: "acme",
  tokenId: "st_1",
  jti: undefined,
  keyId: undefined,
  issuedBy: "sk_1",
  user: "ann",
  tag: undefined,
  issuedAtMilliseconds: 0,
  stream: { stream: "live/a", group: "news", application: "live" },
  ip: "192.0.2.7",
};

function rule(id: string, selector: RevocationSelector): RevocationRule {
  return {
    id,
    organization: "acme",
    selector,
    issuedUpToMilliseconds: undefined,
    untilSeconds: undefined,
    createdAtSeconds: 0,
    tokens: 0,
    sessions: 0,
  };
}

const covering: readonly RevocationSelector[] = [
  { token: "st_1" },
  { user: "ann" },
  { stream: "live/a" },
  { group: "news" },
  { application: "live" },
  { key: "sk_1" },
  { all: true },
  { issued_before: 9 },
  { ip: "192.0.2.7" },
  { ip: "192.0.2.0/24" },
  { ip: "0.0.0.0/0" },
  { ip: "192.0.2.0/25", user: "ann" },
];

test.each(covering)("%j is found for what it covers until it is removed", selector => {
  const rules = createOpenRules([rule("other", { user: "bob" })]);
  expect(rules.covers(subject, 1)).toBe(false);
  rules.add(rule("one", selector));
  rules.add(rule("two", selector));
  expect(rules.covers(subject, 1)).toBe(true);
  rules.remove(rule("one", selector));
  expect(rules.covers(subject, 1)).toBe(true);
  rules.remove(rule("two", selector));
  rules.remove(rule("two", selector));
  expect(rules.covers(subject, 1)).toBe(false);
});

test.each<RevocationSelector>([
  { ip: "198.51.100.0/24" },
  { ip: "2001:db8::/32" },
  { ip: "no network" },
  { session: "s" },
])("%j stops nobody else's admit", selector => {
  expect(createOpenRules([rule("one", selector)]).covers(subject, 1)).toBe(false);
});

test("rules about streams, addresses and sessions are known to cover no token as a whole", () => {
  const rules = createOpenRules([]);
  for (const selector of [{ stream: "live/a" }, { user: "ann", ip: "192.0.2.7" }, { session: "s" }]) {
    rules.add(rule(JSON.stringify(selector), selector));
  }
  expect(rules.mayCoverTokens("acme")).toBe(false);
  rules.add(rule("one", { user: "ann" }));
  expect([rules.mayCoverTokens("acme"), rules.mayCoverTokens("other")]).toEqual([true, false]);
  rules.remove(rule("one", { user: "ann" }));
  expect(rules.mayCoverTokens("acme")).toBe(false);
});

test("IPv6 networks are told by their bits", () => {
  const rules = createOpenRules([rule("one", { ip: "2001:db8:80::/41" })]);
  const covers = (ip: string | undefined) => rules.covers({ ...subject, ip }, 1);
  expect(["2001:db8:80::1", "2001:db8:ff::1", "2001:db8:7f::1", "192.0.2.7", undefined].map(covers)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
