import { type Constraint, type Enforcement, tokenIdOf } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import type { LocatedStream } from "../registry/application.ts";
import type { AccessQuestion } from "./question.ts";
import { countingPrepare, createFlow, START_MILLISECONDS } from "./testing/flow.ts";

const NOW_SECONDS = START_MILLISECONDS / 1000;
const nobody = { credential: { kind: "none" } } as const;

/** A flow whose one stream has other settings than the demo's. */
function flowWith(changes: Partial<LocatedStream>) {
  const flow = createFlow();
  const application = flow.registry.application("demo");
  const clip = application && flow.registry.locate(application, ["clip"])?.stream;
  if (!clip) throw new Error("the demo has its clip");
  const locate = () => ({ ...clip, ...changes });
  return {
    ...flow,
    locate,
    ask: (token: string, question: Partial<AccessQuestion> = {}) =>
      flow.enter(flow.question(token, { locate, ...question }), countingPrepare()),
  };
}

const enforcing = (play: Enforcement) => ({ enforcement: { play, publish: "enforce" } }) as const;

describe("a stream that is off", () => {
  test("lets everybody in, whatever they show, and spends nothing", async () => {
    const flow = flowWith(enforcing("off"));
    const token = await flow.mint();
    for (const shown of [nobody, { credential: { kind: "conflict" } } as const, {}]) {
      const decision = await flow.ask(token.text, shown);
      if (!decision.allowed) throw new Error(decision.reason);
      expect(decision.unenforced).toEqual({ mode: "off", reason: undefined });
      expect(decision.session && tokenIdOf(decision.session.record)).toBeUndefined();
    }
    expect((await flow.store.token(token.id))?.uses).toBe(0);
  });

  test("still enforces what it does not say to be off", async () => {
    const decision = await flowWith(enforcing("off")).ask("", { ...nobody, action: "publish" });
    expect(decision).toMatchObject({ allowed: false, reason: "token-missing" });
  });

  test("has sessions that go on, that an operator ends, and whose viewer then stays out", async () => {
    const flow = flowWith(enforcing("off"));
    const decision = await flow.ask("", nobody);
    const session = decision.allowed ? decision.session : undefined;
    if (!session) throw new Error("no session");
    expect((await flow.proceed(session.handle, { resource: "manifest" })).ok).toBe(true);
    await flow.sessions.end([session.record.id], "operator", Math.floor(flow.now() / 1000));
    expect(await flow.proceed(session.handle)).toMatchObject({ ok: false, reason: "session-ended" });
    expect(await flow.ask("", nobody)).toMatchObject({ allowed: false, reason: "session-ended" });
    const other = { client: { ip: "198.51.100.9", userAgent: "other/1", site: undefined } };
    expect((await flow.ask("", { ...nobody, ...other })).allowed).toBe(true);
  });

  test("is closed by a revocation of the stream that lasts", async () => {
    const flow = flowWith(enforcing("off"));
    await flow.store.revoke({
      id: "rv_000000000001",
      organization: "demo",
      selector: { stream: "demo/clip" },
      issuedUpToMilliseconds: undefined,
      untilSeconds: undefined,
      applications: undefined,
      createdBy: "test",
      nowSeconds: NOW_SECONDS,
    });
    expect(await flow.ask("", nobody)).toMatchObject({ allowed: false, reason: "token-revoked" });
  });

  test("refuses nobody's entry for the origin's faults differently: no media, no session", async () => {
    const flow = flowWith(enforcing("off"));
    const question = flow.question("", { ...nobody, locate: flow.locate });
    const decision = await flow.enter(question, async () => ({ unavailable: "stream-offline" }));
    expect(decision).toMatchObject({ allowed: false, reason: "stream-offline" });
    expect(flow.sessions.count()).toBe(0);
  });
});

describe("a stream that reports", () => {
  test("lets in whom it would refuse, and says why it would", async () => {
    const flow = flowWith(enforcing("report"));
    const decision = await flow.ask("", nobody);
    expect(decision).toMatchObject({
      allowed: true,
      unenforced: { mode: "report", reason: "token-missing" },
    });
    expect(decision.rules.slice(0, 2).map(({ rule }) => rule)).toEqual(["token", "enforcement"]);
  });

  test("never spends, and says of a spent token that it would be refused", async () => {
    const flow = flowWith(enforcing("report"));
    const token = await flow.mint();
    const first = await flow.ask(token.text);
    expect(first).toMatchObject({ allowed: true, unenforced: { mode: "report", reason: undefined } });
    expect(first.tokenId).toBe(token.id);
    expect((await flow.store.token(token.id))?.uses).toBe(0);
    await flow.enter(flow.question(token.text), countingPrepare());
    const client = { ip: "198.51.100.9", userAgent: "other/1", site: undefined };
    expect(await flow.ask(token.text, { client })).toMatchObject({
      allowed: true,
      unenforced: { reason: "token-already-used" },
    });
  });

  test("asks the origin once, for the entry itself", async () => {
    const flow = flowWith(enforcing("report"));
    const prepare = countingPrepare();
    await flow.enter(flow.question("", { ...nobody, locate: flow.locate }), prepare);
    expect(prepare.calls).toBe(1);
  });
});

describe("a stream's own limits", () => {
  const cases: readonly (readonly [limit: Constraint, reason: string])[] = [
    [{ kind: "not-before", atSeconds: NOW_SECONDS + 60 }, "stream-not-yet-open"],
    [{ kind: "expiry", atSeconds: NOW_SECONDS }, "stream-closed"],
    [{ kind: "ip", networks: ["192.0.2.0/24"] }, "ip-not-allowed"],
    [{ kind: "domain", patterns: ["example.com"] }, "domain-unknown"],
  ];

  test.each(cases)("refuse by %j, under a name that tells whose they are", async (limit, reason) => {
    const flow = flowWith({ limits: [limit] });
    const token = await flow.mint();
    const decision = await flow.ask(token.text);
    expect(decision).toMatchObject({ allowed: false, reason });
    expect(decision.rules.find(({ outcome }) => outcome === "fail")?.rule).toBe(`stream ${limit.kind}`);
    expect((await flow.store.token(token.id))?.uses).toBe(0);
  });

  test("come after the token's own reason", async () => {
    const flow = flowWith({ limits: [{ kind: "ip", networks: ["192.0.2.0/24"] }] });
    const token = await flow.mint({ expires_at: NOW_SECONDS + 1 });
    flow.pass(2);
    expect(await flow.ask(token.text)).toMatchObject({ allowed: false, reason: "token-expired" });
  });

  test("of sessions count over all tokens: the next is refused while the others go on, and may come when one ends", async () => {
    const flow = flowWith({ maxSessions: 2 });
    const enter = async (viewer: number) => {
      const token = await flow.mint({ kind: "access" });
      const client = { ip: `203.0.113.${viewer}`, userAgent: `player/${viewer}`, site: undefined };
      return flow.ask(token.text, { client });
    };
    const first = await enter(1);
    await enter(2);
    expect(await enter(3)).toMatchObject({ allowed: false, reason: "stream-full" });
    const session = first.allowed ? first.session : undefined;
    if (!session) throw new Error("no session");
    flow.pass(10);
    const client = { ip: "203.0.113.1", userAgent: "player/1", site: undefined };
    expect((await flow.proceed(session.handle, { client })).ok).toBe(true);
    await flow.sessions.end([session.record.id], "idle", Math.floor(flow.now() / 1000));
    expect((await enter(4)).allowed).toBe(true);
  });

  test("of sessions are never passed by 50 who come at once", async () => {
    const flow = flowWith({ maxSessions: 5 });
    const tokens = await Promise.all(Array.from({ length: 50 }, () => flow.mint({ kind: "access" })));
    const decisions = await Promise.all(
      tokens.map(({ text }, viewer) =>
        flow.ask(text, { client: { ip: `203.0.113.${viewer}`, userAgent: `p/${viewer}`, site: undefined } }),
      ),
    );
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  test("of addresses are judged again with every manifest", async () => {
    const limits: readonly Constraint[] = [{ kind: "ip", networks: ["203.0.113.0/24"] }];
    const flow = flowWith({ limits });
    const decision = await flow.ask((await flow.mint({ kind: "access" })).text);
    const handle = decision.allowed ? decision.session?.handle : undefined;
    const client = { ip: "198.51.100.7", userAgent: "player/1", site: undefined };
    const moved = await flow.proceed(handle ?? "", { resource: "manifest", limits, client });
    expect(moved).toMatchObject({ ok: false, reason: "ip-not-allowed" });
  });

  test("end a session at the second at which the stream closes", async () => {
    const flow = flowWith({ limits: [{ kind: "expiry", atSeconds: NOW_SECONDS + 30 }] });
    const decision = await flow.ask((await flow.mint({ kind: "access" })).text);
    expect(decision.allowed && decision.session?.record.untilSeconds).toBe(NOW_SECONDS + 30);
  });
});
