import { expect, test } from "vitest";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Uses, the holder's return, and what a refusal leaves behind. */
export function admissionConformance(open: OpenStore): void {
  test("of 50 parallel admits of one use by different viewers exactly one succeeds", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const admissions = await Promise.all(Array.from({ length: 50 }, () => store.admit(sampleRequest(token))));
    expect(admissions.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    const refused = admissions.filter(admission => admission.outcome === "refused");
    expect(refused).toHaveLength(49);
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(["token-already-used"]));
    expect((await store.token(token.id))?.uses).toBe(1);
    expect(await store.liveSessions()).toHaveLength(1);
  });

  test("50 parallel admits by one viewer make one session, which continues as often as the grace allows", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const admissions = await Promise.all(
      Array.from({ length: 50 }, () => store.admit(sampleRequest(token, { holder: holder("same") }))),
    );
    const outcomes = Map.groupBy(admissions, ({ outcome }) => outcome);
    expect(outcomes.get("admitted")).toHaveLength(1);
    expect(outcomes.get("continued")).toHaveLength(3);
    expect(outcomes.get("refused")).toHaveLength(46);
    const sessions = await store.liveSessions();
    expect(sessions.map(({ repeats }) => repeats)).toEqual([3]);
  });

  test("a refusal names the session that holds the token when the same viewer comes back too often", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const grace = { seconds: 0, repeats: 3 };
    const first = await store.admit(sampleRequest(token, { holder: holder("same"), grace }));
    const again = await store.admit(sampleRequest(token, { holder: holder("same"), grace }));
    expect(again).toMatchObject({
      outcome: "refused",
      reason: "token-already-used",
      sessionId: first.outcome === "admitted" ? first.session.id : "none",
    });
  });

  test("an admitted session reads back as it was asked for, field by field", async () => {
    const { store } = await open();
    const token = sampleToken({ user: "u", tag: "t", maxSessions: 2 });
    await store.insertTokens([token]);
    const request = sampleRequest(token, {
      group: "news",
      holder: { agent: "a\0b", prefix4: "192.0.2.0/24", prefix6: "2001:db8::/64" },
      untilSeconds: START_SECONDS + 50,
      action: "publish",
      door: "api",
    });
    const admission = await store.admit(request);
    const session = {
      ...request.session,
      repeats: 0,
      lastSeenSeconds: START_SECONDS,
      leaseUntilSeconds: START_SECONDS + 45,
      bytes: 0,
      requests: 0,
      endedAtSeconds: undefined,
      endReason: undefined,
    };
    expect(admission).toMatchObject({ outcome: "admitted", session });
    expect(await store.session(request.session.id)).toEqual(session);
    expect(await store.liveSessions()).toEqual([session]);
  });

  test("a dual-stack viewer is found again by either address family, and by no other", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const prefix4 = "192.0.2.0/24";
    const prefix6 = "2001:db8::/64";
    const admit = async (agent: string, four: string | undefined, six: string | undefined) => {
      const seen = { agent, prefix4: four, prefix6: six };
      return (await store.admit(sampleRequest(token, { holder: seen, form: "refresh" }))).outcome;
    };
    expect(await admit("tv", prefix4, prefix6)).toBe("admitted");
    expect(await admit("tv", undefined, prefix6)).toBe("continued");
    expect(await admit("tv", prefix4, undefined)).toBe("continued");
    expect(await admit("tv", "198.51.100.0/24", prefix6)).toBe("continued");
    expect(await admit("tv", "198.51.100.0/24", undefined)).toBe("refused");
    expect(await admit("phone", prefix4, prefix6)).toBe("refused");
    expect(await admit("tv", undefined, undefined)).toBe("refused");
  });

  test.each([
    ["a one-time token", { maxUses: 1 }],
    ["a token without limits", { maxUses: undefined }],
  ])("what returns goes on under the session of its holder and begins none: %s", async (_title, limits) => {
    const { store } = await open();
    const token = sampleToken({ kind: "access", ...limits });
    await store.insertTokens([token]);
    const bound = limits.maxUses !== undefined;
    const admit = (agent: string, form: "first" | "return", nowSeconds = START_SECONDS) =>
      store.admit(sampleRequest(token, { holder: holder(agent), form, bound, nowSeconds }));
    expect(await admit("tv", "return")).toMatchObject({ outcome: "refused", reason: "not-an-entry" });
    const first = await admit("tv", "first");
    if (first.outcome !== "admitted") throw new Error(first.outcome);
    for (let count = 0; count < 5; count += 1) {
      const again = await admit("tv", "return", START_SECONDS + 20);
      expect(again).toMatchObject({ outcome: "continued", session: { id: first.session.id } });
    }
    expect(await admit("phone", "return")).toMatchObject({ outcome: "refused", reason: "not-an-entry" });
    await store.endSessions([first.session.id], "closed", START_SECONDS + 30);
    expect(await admit("tv", "return", START_SECONDS + 31)).toMatchObject({ outcome: "refused" });
    expect((await store.token(token.id))?.uses).toBe(1);
  });

  test("a holder that moved is found at its new address and no longer at the old one", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const home = holder("phone", "192.0.2.0/24");
    const mobile = holder("phone", "198.51.100.0/24");
    const { session } = sampleRequest(token, { holder: home });
    await store.admit(sampleRequest(token, session));
    await store.recordActivity([
      {
        id: session.id,
        holder: mobile,
        lastSeenSeconds: START_SECONDS,
        leaseUntilSeconds: START_SECONDS + 45,
        bytes: 0,
        requests: 1,
      },
    ]);
    expect((await store.admit(sampleRequest(token, { holder: mobile }))).outcome).toBe("continued");
    expect((await store.admit(sampleRequest(token, { holder: home }))).outcome).toBe("refused");
  });

  test("refusals and returns that are not counted write nothing", async () => {
    const { store, writeMark } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    await store.admit(sampleRequest(token, { holder: holder("first") }));
    const before = [await snapshot(), writeMark?.()];
    await Promise.all(Array.from({ length: 20 }, () => store.admit(sampleRequest(token))));
    await store.admit(sampleRequest(token, { holder: holder("first"), form: "refresh" }));
    await store.admit(sampleRequest(sampleToken()));
    expect([await snapshot(), writeMark?.()]).toEqual(before);

    async function snapshot() {
      const query = { organization: "acme", limit: 10 };
      return [await store.listTokens(query), await store.listSessions(query)];
    }
  });

  test("peek says what admit then does, and writes nothing", async () => {
    const { store, writeMark } = await open();
    const token = sampleToken({ maxUses: 2 });
    await store.insertTokens([token]);
    const asked = {
      create: "admitted",
      continue: "continued",
      changed: "changed",
      refuse: "refused",
    };
    for (const agent of ["one", "one", "two", "three", "two"]) {
      const request = sampleRequest(token, { holder: holder(agent) });
      const before = writeMark?.();
      const { plan, rules } = await store.peek(request);
      expect(writeMark?.()).toBe(before);
      const admission = await store.admit(request);
      expect([admission.outcome, admission.rules]).toEqual([asked[plan.plan], rules]);
    }
    expect((await store.token(token.id))?.uses).toBe(2);
  });

  test("a batch of tokens with one id that exists leaves no trace and takes nothing else with it", async () => {
    const { store } = await open();
    const old = sampleToken();
    await store.insertTokens([old]);
    const [fresh, innocent] = [sampleToken(), sampleToken()];
    const outcomes = await Promise.allSettled([
      store.insertTokens([innocent]),
      store.insertTokens([fresh, { ...old, user: "other" }]),
      store.admit(sampleRequest(old)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.token(fresh.id)).toBeUndefined();
    expect(await store.token(innocent.id)).toEqual(innocent);
    expect((await store.token(old.id))?.user).toBeUndefined();
    expect((await store.token(old.id))?.uses).toBe(1);
  });

  test("a session id that exists spends no use", async () => {
    const { store } = await open();
    const tokens = [sampleToken(), sampleToken()] as const;
    await store.insertTokens(tokens);
    const { session } = sampleRequest(tokens[0]);
    await store.admit(sampleRequest(tokens[0], { id: session.id }));
    await expect(store.admit(sampleRequest(tokens[1], { id: session.id }))).rejects.toThrow();
    expect((await store.token(tokens[1].id))?.uses).toBe(0);
  });

  test("a token of one organization is unknown to another", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const admission = await store.admit(sampleRequest(token, { organization: "other" }));
    expect(admission).toMatchObject({ outcome: "refused", reason: "token-unknown" });
    expect((await store.token(token.id))?.uses).toBe(0);
  });

  test("a spent token stays spent after the store is opened again", async context => {
    const { store, reopen } = await open();
    if (!reopen) return context.skip("nothing survives in this store");
    const token = sampleToken();
    await store.insertTokens([token]);
    await store.admit(sampleRequest(token));
    const reopened = await reopen();
    const again = await reopened.admit(sampleRequest(token));
    expect(again).toMatchObject({ outcome: "refused", reason: "token-already-used" });
    expect(await reopened.liveSessions()).toHaveLength(1);
  });
}
