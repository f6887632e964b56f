import type { ClientFacts } from "@sluice/policy";
import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import type { LiveSession } from "../sessions/live-session.ts";
import { createStandingSessions, type StandingClaim } from "./standing-sessions.ts";
import { countingPrepare, createFlow } from "./testing/flow.ts";

const HOLDER: ClientFacts = { ip: "203.0.113.7", userAgent: "player/1", site: undefined };

/** The flow with a server that asks about each request; every answer is `new`, `same` or a reason. */
function setUp(limit?: number) {
  const flow = createFlow();
  const standing = createStandingSessions(flow.sessions, limit);
  let entries = 0;
  const ask = (text: string, client = HOLDER, changes: Partial<StandingClaim> = {}) => {
    const claim = { tokens: [new Secret(text)], action: "play", stream: "demo/clip", client } as const;
    return standing.run<string>(
      { ...claim, ...changes },
      {
        async goOn(session) {
          const continued = await flow.proceed(session.handle, { client });
          if (continued.ok) return "same";
          return session.ended ? undefined : continued.reason;
        },
        async enter() {
          entries += 1;
          const question = flow.question(text, { client, door: "edge", form: "refresh" });
          const decision = await flow.enter(question, countingPrepare());
          if (!decision.allowed) return { answer: decision.reason, session: undefined };
          return { answer: decision.continued ? "returned" : "new", session: decision.session };
        },
      },
    );
  };
  return { flow, ask, standing, entries: () => entries };
}

describe("a token that comes with each request", () => {
  test("makes one session for its holder, and no entry more", async () => {
    const { flow, ask, entries } = setUp();
    const { text } = await flow.mint({ kind: "access" });
    expect(await ask(text)).toBe("new");
    for (let request = 0; request < 20; request += 1) {
      flow.pass(10);
      expect(await ask(text)).toBe("same");
    }
    expect([entries(), flow.sessions.count()]).toEqual([1, 1]);
  });

  test("that opens once lets its holder go on and nobody else in, on another network or with another agent", async () => {
    const { flow, ask } = setUp();
    const { text } = await flow.mint();
    expect(await ask(text)).toBe("new");
    flow.pass(60);
    expect(await ask(text, { ...HOLDER, ip: "203.0.114.7" })).toBe("token-already-used");
    expect(await ask(text, { ...HOLDER, userAgent: "player/2" })).toBe("token-already-used");
    expect(await ask(text, { ...HOLDER, ip: "2001:db8::7" })).toBe("token-already-used");
    expect(await ask(text, { ...HOLDER, ip: "203.0.113.200" })).toBe("same");
  });

  test("makes one session of parallel first requests, whatever they are", async () => {
    const { flow, ask, entries } = setUp();
    for (const kind of ["access", "one-time"] as const) {
      const { text } = await flow.mint({ kind });
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask(text)));
      expect(answers.toSorted()).toEqual(["new", ...Array.from({ length: 49 }, () => "same")]);
    }
    expect([entries(), flow.sessions.count()]).toEqual([2, 2]);
  });

  test("has a session for each stream, each action and each set of tokens", async () => {
    const { flow, ask } = setUp();
    const { text } = await flow.mint({ kind: "access" });
    expect(await ask(text)).toBe("new");
    expect(await ask(text, HOLDER, { stream: "demo/live" })).toBe("new");
    expect(await ask(text, HOLDER, { action: "publish" })).toBe("new");
    expect(await ask(text, HOLDER, { tokens: [] })).toBe("new");
    expect(await ask(text, HOLDER, { tokens: [new Secret(text), new Secret(text)] })).toBe("new");
    expect(await ask(text)).toBe("same");
  });

  test("is refused with the next request once it is revoked", async () => {
    const { flow, ask } = setUp();
    const token = await flow.mint();
    expect(await ask(token.text)).toBe("new");
    const now = Math.floor(flow.now() / 1000);
    const { endedSessionIds } = await flow.store.revokeToken("demo", token.id, now);
    flow.sessions.markEnded(endedSessionIds, "revoked");
    expect(await ask(token.text)).toBe("token-revoked");
  });

  test("goes on after a restart, and after it was forgotten, by the session that the store has", async () => {
    const { flow, ask } = setUp(1);
    const [first, second] = [await flow.mint(), await flow.mint()];
    expect([await ask(first.text), await ask(second.text)]).toEqual(["new", "new"]);
    flow.pass(60);
    expect(await ask(first.text)).toBe("returned");
    expect(await ask(first.text)).toBe("same");
    expect(flow.sessions.count()).toBe(2);
  });

  test("stands for nobody without an address", async () => {
    const { flow, ask, entries } = setUp();
    const { text } = await flow.mint({ kind: "access" });
    const nowhere = { ...HOLDER, ip: undefined };
    expect([await ask(text, nowhere), await ask(text, nowhere)]).toEqual(["new", "new"]);
    expect(entries()).toBe(2);
  });
});

describe("an entry that fails", () => {
  test("is told to who made it, and those who waited try for themselves at once", async () => {
    const { standing } = setUp();
    const claim = { tokens: [], action: "play", stream: "demo/clip", client: HOLDER } as const;
    let calls = 0;
    const asking = () =>
      standing.run<string>(claim, {
        goOn: async (_session: LiveSession) => "same",
        async enter() {
          calls += 1;
          await new Promise(resolve => setTimeout(resolve, 5));
          throw new Error("broken");
        },
      });
    const asked = await Promise.allSettled([asking(), asking(), asking()]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(calls).toBe(3);
  });
});
