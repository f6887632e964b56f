import {
  type Action,
  type FurtherLimits,
  fullRules,
  type RuleOutcome,
  sessionScopes,
  sessionSpaces,
  type Target,
} from "@sluice/policy";
import { hashOpaqueSecret, issueOpaque } from "@sluice/token";
import { nodeCrypto } from "@sluice/token/node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applicationDefaults } from "../registry/built-in.ts";
import { sampleRevocation, sampleToken } from "../store/conformance/samples.ts";
import type { TokenRecord } from "../store/token-record.ts";
import type { AccessQuestion } from "./question.ts";
import { createFlow, START_MILLISECONDS } from "./testing/flow.ts";

const NOW = START_MILLISECONDS / 1000;
const ORGANIZATION = applicationDefaults.organization;

/** What a test chooses of one token; nothing is narrowed beforehand: a child's own words may be as wide as they like. */
type Limits = Pick<
  TokenRecord,
  | "action"
  | "target"
  | "notBeforeSeconds"
  | "expiresAtSeconds"
  | "maxUses"
  | "maxSessions"
  | "ip"
  | "domains"
  | "user"
  | "tag"
  | "disconnectAtExpiry"
  | "revokedAtSeconds"
  | "suspendedAtSeconds"
  | "annotations"
  | "limits"
  | "watchedSeconds"
  | "usedBytes"
>;

/** Mostly no limit at all, or much would never be allowed. */
const seldom = <T>(value: fc.Arbitrary<T>, of = 5) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: of - 1 }, { arbitrary: value, weight: 1 });
const streams = ["demo/clip", "demo/other", "demo/third"];
const target: fc.Arbitrary<Target> = fc.oneof(
  { arbitrary: fc.constant<Target>({ organization: true }), weight: 3 },
  {
    arbitrary: fc.subarray(streams, { minLength: 1 }).map((names): Target => ({ streams: names })),
    weight: 3,
  },
  { arbitrary: fc.constantFrom("news", "demo/clip").map((group): Target => ({ group })), weight: 2 },
);
const further: fc.Arbitrary<FurtherLimits> = fc.record({
  sessionCounting: fc.option(
    fc.record({
      per: fc.constantFrom(...sessionScopes),
      over: fc.constantFrom(...sessionSpaces),
      whenFull: fc.constantFrom(...fullRules),
    }),
    { nil: undefined },
  ),
  maxWatchMinutes: seldom(fc.constantFrom(1, 2)),
  maxBytes: seldom(fc.constantFrom(1_000, 2_000)),
  countries: seldom(fc.constantFrom({ allow: ["DE"] }, { deny: ["DE"] }), 8),
  rules: seldom(
    fc.constantFrom([{ effect: "allow" as const, agents: ["fresh"] }], [{ effect: "deny" as const }]),
    8,
  ),
  hours: seldom(fc.constantFrom([{ from: "00:00", to: "12:00" }], [{ from: "12:00", to: "24:00" }]), 8),
});
const limits: fc.Arbitrary<Limits> = fc.record({
  limits: fc.option(further, { nil: undefined }),
  watchedSeconds: seldom(fc.constantFrom(60, 100)),
  usedBytes: seldom(fc.constantFrom(1_000, 1_500)),
  action: fc.constantFrom<Action>("play", "play", "play", "publish"),
  target,
  notBeforeSeconds: seldom(fc.constantFrom(NOW - 5, NOW + 5)),
  expiresAtSeconds: seldom(fc.constantFrom(NOW - 5, NOW + 5, NOW + 500)),
  maxUses: seldom(fc.integer({ min: 1, max: 4 })),
  maxSessions: seldom(fc.integer({ min: 1, max: 4 })),
  ip: fc.oneof(
    { arbitrary: fc.constant<string[]>([]), weight: 4 },
    {
      arbitrary: fc.subarray(["192.0.2.0/24", "198.51.100.7", "2001:db8::/32"], { minLength: 1 }),
      weight: 1,
    },
  ),
  domains: fc.oneof(
    { arbitrary: fc.constant<string[]>([]), weight: 4 },
    { arbitrary: fc.subarray(["example.com", "*.example.com", "example.org"], { minLength: 1 }), weight: 1 },
  ),
  user: seldom(fc.constantFrom("ann", "bob")),
  tag: seldom(fc.constantFrom("spring", "summer")),
  disconnectAtExpiry: fc.boolean(),
  revokedAtSeconds: seldom(fc.constant(NOW), 12),
  suspendedAtSeconds: seldom(fc.constant(NOW), 12),
  annotations: fc.array(fc.record({ text: fc.constantFrom("a", "b") }), { maxLength: 2 }),
});

/** What refuses nobody at once, and may count, bind and end. */
const harmless = limits.map(
  (each): Limits => ({
    ...each,
    action: "play",
    target: { organization: true },
    notBeforeSeconds: undefined,
    expiresAtSeconds: each.expiresAtSeconds && NOW + (each.maxUses ?? 5) * 100,
    ip: [],
    domains: [],
    limits: undefined,
    revokedAtSeconds: undefined,
    suspendedAtSeconds: undefined,
  }),
);

const request = fc.record({
  action: fc.constantFrom<Action>("play", "play", "play", "publish"),
  stream: fc.constantFrom(...streams),
  group: fc.constantFrom("news", "demo/clip"),
  ip: fc.constantFrom(undefined, "192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1"),
  site: fc.constantFrom(undefined, "example.com", "a.example.com", "example.org", "example.net"),
  agent: fc.constantFrom("fresh", "thrown out"),
});
type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never;

/** What happened before: sessions by one of the tokens, and rules that cover some of them. */
const past = fc.record({
  admitted: fc.array(fc.nat({ max: 3 }), { maxLength: 6 }),
  rule: seldom(
    fc.record({
      user: seldom(fc.constantFrom("ann", "bob")),
      tag: seldom(fc.constantFrom("spring", "summer")),
      stream: seldom(fc.constantFrom(...streams)),
      token: seldom(fc.nat({ max: 3 })),
    }),
    3,
  ),
  /** By which token the viewer came whose session an operator has ended. */
  thrownOut: seldom(fc.nat({ max: 3 }), 2),
});

describe("whatever a child's own limits say,", () => {
  test("what it opens each token above it opens, too: over all kinds of limits, and for a child of a child of a child", async () => {
    let allowed = 0;
    let narrowed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(limits, { minLength: 4, maxLength: 4 }),
        request,
        past,
        async (all, asked, before) => {
          const { tokens, ask, prepare } = await world(all);
          await prepare(before);
          const decisions = await Promise.all(tokens.map(({ text }) => ask(text, asked)));
          const seen = decisions.map(decision => decision.allowed);
          // A token is allowed only if the one above it is.
          for (const [index, isAllowed] of seen.entries()) {
            if (isAllowed) expect(seen.slice(0, index)).not.toContain(false);
          }
          if (seen[1]) allowed += 1;
          narrowed += decisions.filter(({ rules }) => isNarrowed(rules)).length;
          for (const [index, decision] of decisions.entries()) {
            if (!decision.allowed) continue;
            const marks = all.slice(0, index + 1).flatMap(({ annotations }) => annotations);
            expect(decision.token?.annotations).toEqual(marks);
          }
        },
      ),
      { numRuns: 3_000 },
    );
    // Or all of this would say nothing.
    expect(allowed).toBeGreaterThan(50);
    expect(narrowed).toBeGreaterThan(500);
  });

  test("its sessions count, are bound and end as those of every token above it would", async () => {
    let admitted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(harmless, { minLength: 4, maxLength: 4 }), request, async (all, anything) => {
        const asked: Asked = { ...anything, action: "play" };
        const { tokens, ask, store } = await world(all);
        const last = tokens.at(-1);
        const decision = await ask(last?.text ?? "", asked, "admit");
        if (!decision.allowed) return;
        admitted += 1;
        const { bound, untilSeconds = Number.POSITIVE_INFINITY } = decision.session?.record ?? {};
        for (const { id } of tokens) {
          const token = await store.token(id);
          expect(token?.uses).toBe(1);
          if ((token?.maxUses ?? token?.maxSessions) !== undefined) expect(bound).toBe(true);
          if (token?.disconnectAtExpiry && token.expiresAtSeconds !== undefined) {
            expect(untilSeconds).toBeLessThanOrEqual(token.expiresAtSeconds);
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(admitted).toBe(600);
  });
});

/** True when nothing but a token above refused. */
function isNarrowed(rules: readonly RuleOutcome[]): boolean {
  const failed = rules.filter(({ outcome }) => outcome === "fail");
  return failed.length > 0 && failed.every(({ rule }) => rule.startsWith("parent "));
}

/** A token, its child, grandchild and great-grandchild on a flow of their own. */
async function world(all: readonly Limits[]) {
  const flow = createFlow();
  const tokens: { id: string; text: string }[] = [];
  for (const each of all) {
    const { id, text } = issueOpaque(nodeCrypto);
    const secretHash = hashOpaqueSecret(nodeCrypto, text.slice(id.length));
    const lineage = tokens.map(token => token.id);
    const above = lineage.length === 0 ? {} : { lineage };
    const own = { id, secretHash, organization: ORGANIZATION, kind: "access" as const };
    await flow.store.insertTokens([sampleToken({ ...each, ...own, ...above, issuedAtMilliseconds: 1000 })]);
    tokens.push({ id, text });
  }
  let viewers = 0;
  const ask = (
    text: string,
    { stream, group, agent, ...asked }: Asked,
    mode: AccessQuestion["mode"] = "peek",
  ) => {
    const base = flow.question(text);
    const located = base.locate();
    viewers += 1;
    const userAgent = agent === "fresh" ? `viewer ${viewers}` : agent;
    const question: AccessQuestion = {
      ...base,
      action: asked.action,
      client: { ip: asked.ip, site: asked.site, userAgent },
      locate: () => located && { ...located, facts: { ...located.facts, stream, group } },
      asked: stream,
      mode,
    };
    return flow.enter(question, async () => ({ ready: undefined }));
  };
  const easy: Asked = {
    action: "play",
    stream: "demo/clip",
    group: "demo/clip",
    ip: "192.0.2.1",
    site: "example.com",
    agent: "fresh",
  };
  const textOf = (index: number) => tokens[index]?.text ?? "";
  return {
    tokens,
    ask,
    store: flow.store,
    async prepare({ admitted, rule, thrownOut }: typeof past extends fc.Arbitrary<infer T> ? T : never) {
      for (const index of admitted) await ask(textOf(index), easy, "admit");
      if (thrownOut !== undefined) {
        const decision = await ask(textOf(thrownOut), { ...easy, agent: "thrown out" }, "admit");
        const id = decision.allowed ? decision.session?.record.id : undefined;
        if (id !== undefined) await flow.sessions.end([id], "operator", NOW);
      }
      if (rule) {
        const token = rule.token === undefined ? undefined : tokens[rule.token]?.id;
        const selector = { ...rule, token };
        await flow.store.revoke(sampleRevocation({ organization: ORGANIZATION, selector, nowSeconds: NOW }));
      }
    },
  };
}
