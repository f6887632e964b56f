import { describe, expect, test } from "vitest";
import {
  isRevoked,
  type RevocationRule,
  type RevocationSelector,
  type RevocationSubject,
} from "./revocation.ts";

const subject: RevocationSubject = {
  organization: "acme",
  tokenId: "st_1",
  jti: "j1",
  keyId: "tk",
  issuedBy: "sk_1",
  user: "ann",
  tag: "summer",
  issuedAtMilliseconds: 1_000_500,
  stream: { stream: "live/a", group: "news", application: "live" },
  ip: "192.0.2.7",
  sessionId: "s1",
};

function covers(selector: RevocationSelector, changes: Partial<RevocationSubject> = {}): boolean {
  const rule: RevocationRule = {
    id: "rv_1",
    organization: "acme",
    selector,
    issuedUpToMilliseconds: undefined,
    untilSeconds: undefined,
    createdAtSeconds: 0,
    tokens: 0,
    sessions: 0,
  };
  return isRevoked(rule, { ...subject, ...changes }, 2_000);
}

const matching: readonly RevocationSelector[] = [
  { token: "st_1" },
  { jti: "j1" },
  { key: "sk_1" },
  { user: "ann" },
  { tag: "summer" },
  { stream: "live/a" },
  { group: "news" },
  { application: "live" },
  { session: "s1" },
  { ip: "192.0.2.7" },
  { ip: "192.0.2.0/24" },
  { all: true },
  { issued_before: 2_000 },
];

describe("a selector", () => {
  test.each(matching)("%j covers what it names, and in another organization nothing", selector => {
    expect(covers(selector)).toBe(true);
    expect(covers(selector, { organization: "other" })).toBe(false);
  });

  test.each<RevocationSelector>([
    { token: "st_2" },
    { jti: "j2" },
    { key: "sk_2" },
    { user: "bob" },
    { ip: "192.0.2.8" },
    { ip: "198.51.100.0/24" },
    { ip: "2001:db8::/32" },
    { ip: "no network" },
    {},
  ])("%j covers nothing that differs", selector => {
    expect(covers(selector)).toBe(false);
  });

  test("of several fields covers only what matches all of them", () => {
    expect(covers({ user: "ann", ip: "192.0.2.0/24" })).toBe(true);
    expect(covers({ user: "ann", ip: "198.51.100.0/24" })).toBe(false);
    expect(covers({ user: "bob", ip: "192.0.2.0/24" })).toBe(false);
  });

  test("of an address covers no token as a whole and no client whose address is not known", () => {
    expect(covers({ ip: "0.0.0.0/0" }, { ip: undefined })).toBe(false);
  });

  test("of a jti covers no token that has none", () => {
    expect(covers({ jti: "j1" }, { jti: undefined })).toBe(false);
  });
});
