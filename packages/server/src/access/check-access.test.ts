import { Secret } from "@sluice/token";
import { describe, expect, test, vi } from "vitest";
import { currentRecord } from "../sessions/live-session.ts";
import { StoreUnavailable } from "../store/store.ts";
import type { AccessQuestion, Decision } from "./question.ts";
import { countingPrepare, createFlow } from "./testing/flow.ts";

const reason = (decision: Decision<unknown>) => (decision.allowed ? "allowed" : decision.reason);

describe("checkAccess", () => {
  test("asks the origin before it admits, and admits once", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    const seen: number[] = [];
    const decision = await flow.enter(flow.question(token.text), async () => {
      seen.push((await flow.store.token(token.id))?.uses ?? -1);
      return { ready: "media" };
    });
    expect(seen).toEqual([0]);
    expect(decision).toMatchObject({ allowed: true, prepared: "media", continued: false });
    expect((await flow.store.token(token.id))?.uses).toBe(1);
  });

  test("spends nothing and leaves no session when the origin has no media", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    for (const unavailable of [
      "media-not-found",
      "stream-offline",
      "origin-timeout",
      "origin-bad-manifest",
    ] as const) {
      const decision = await flow.enter(flow.question(token.text), async () => ({ unavailable }));
      expect(reason(decision)).toBe(unavailable);
    }
    expect((await flow.store.token(token.id))?.uses).toBe(0);
    expect(flow.sessions.count()).toBe(0);
  });

  test("does not bother the origin for a token that the rules or the state refuse", async () => {
    const flow = createFlow();
    const prepare = countingPrepare();
    const expired = await flow.mint({ ttl_seconds: 5 });
    const elsewhere = await flow.mint({ target: { streams: ["demo/live"] } });
    const revoked = await flow.mint();
    await flow.store.revokeToken("demo", revoked.id, Math.floor(flow.now() / 1000));
    flow.pass(6);
    expect(reason(await flow.enter(flow.question(expired.text), prepare))).toBe("token-expired");
    expect(reason(await flow.enter(flow.question(elsewhere.text), prepare))).toBe("wrong-stream");
    expect(reason(await flow.enter(flow.question(revoked.text), prepare))).toBe("token-revoked");
    expect(prepare.calls).toBe(0);
  });

  test("tells nobody whether there is a stream before the credential has proven itself", async () => {
    const flow = createFlow();
    const credentials: readonly Partial<AccessQuestion>[] = [
      { credential: { kind: "none" } },
      { credential: { kind: "conflict" } },
      { credential: { kind: "bearer", token: new Secret(`st_${"a".repeat(38)}`) } },
    ];
    for (const credential of credentials) {
      const there = await flow.enter(flow.question("", credential), countingPrepare());
      const nowhere = { ...credential, locate: () => undefined };
      expect(await flow.enter(flow.question("", nowhere), countingPrepare())).toEqual(there);
    }
    const good = flow.question((await flow.mint()).text, { locate: () => undefined });
    expect(reason(await flow.enter(good, countingPrepare()))).toBe("stream-unknown");
  });

  test("does not know the token of another organization, however good it is", async () => {
    const flow = createFlow();
    const foreign = await flow.mint({ target: { organization: true } }, "other");
    expect(reason(await flow.enter(flow.question(foreign.text), countingPrepare()))).toBe("token-unknown");
  });

  test("says the same for a wrong secret as for an unknown id", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    const wrong = token.text.slice(0, -1) + (token.text.endsWith("a") ? "b" : "a");
    const decision = await flow.enter(flow.question(wrong), countingPrepare());
    expect(decision).toMatchObject({
      allowed: false,
      reason: "token-unknown",
      tokenId: undefined,
      rules: [{ rule: "token", outcome: "fail", detail: "token-unknown" }],
    });
    const unknown = await flow.enter(flow.question(`st_${"0".repeat(38)}`), countingPrepare());
    expect({ ...decision, ref: "" }).toEqual({ ...unknown, ref: "" });
  });

  test("a session is that of the entry whose media was found", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    let opened = "hls/index.m3u8";
    const question: AccessQuestion = {
      ...flow.question(token.text),
      get entry() {
        return opened;
      },
    };
    const decision = await flow.enter(question, async () => {
      opened = "dash/manifest.mpd";
      return { ready: "media" };
    });
    expect(decision.allowed && decision.session?.record).toMatchObject({
      entry: "demo/clip/dash/manifest.mpd",
      entryFolder: "demo/clip/dash",
    });
  });

  test("of several tokens the next is tried after one that is somebody else's, or whose quota is spent", async () => {
    const flow = createFlow();
    const bound = await flow.mint({ kind: "access", bind: { to: ["agent"] } });
    const client = { ip: "203.0.113.7", userAgent: "another/1", site: undefined };
    await flow.enter(flow.question(bound.text, { client }), countingPrepare());
    const spent = await flow.mint({ kind: "access", max_bytes: 1_000 });
    const entered = await flow.enter(flow.question(spent.text), countingPrepare());
    if (!entered.allowed || !entered.session) throw new Error("the entry was refused");
    await flow.store.recordActivity([{ ...currentRecord(entered.session), bytes: 1_000 }]);
    const good = await flow.mint();
    for (const [over, why] of [
      [bound, "bind-not-allowed"],
      [spent, "quota-spent"],
    ] as const) {
      expect(reason(await flow.enter(flow.question(over.text), countingPrepare()))).toBe(why);
      const tokens = [over, good].map(({ text }) => new Secret(text));
      const several = flow.question("", { credential: { kind: "several", tokens } });
      expect(await flow.enter(several, countingPrepare())).toMatchObject({ allowed: true, tokenId: good.id });
    }
  });

  test("peek prepares and spends nothing", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    const prepare = countingPrepare();
    const decision = await flow.enter(flow.question(token.text, { mode: "peek" }), prepare);
    expect(decision).toMatchObject({ allowed: true, session: undefined });
    expect(prepare.calls).toBe(1);
    expect((await flow.store.token(token.id))?.uses).toBe(0);
  });

  test("200 parallel entries with different agents make one session, and at most 8 prepare at once", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    let running = 0;
    let most = 0;
    const prepare = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 1));
      running -= 1;
      return { ready: "media" };
    };
    const entries = Array.from({ length: 200 }, (_, index) =>
      flow.enter(
        flow.question(token.text, {
          client: { ip: "203.0.113.7", userAgent: `player/${index}`, site: undefined },
        }),
        prepare,
      ),
    );
    const reasons = (await Promise.all(entries)).map(reason);
    expect(reasons.filter(each => each === "allowed")).toHaveLength(1);
    expect(reasons.filter(each => each === "token-already-used")).toHaveLength(199);
    expect(most).toBeLessThanOrEqual(8);
    expect(flow.sessions.count()).toBe(1);
  });

  test("200 parallel entries of one holder make one session, entered at most 1 + 3 times", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    const entries = Array.from({ length: 200 }, () =>
      flow.enter(flow.question(token.text), countingPrepare()),
    );
    const allowed = (await Promise.all(entries)).filter(decision => decision.allowed);
    expect(allowed).toHaveLength(4);
    expect(new Set(allowed.map(decision => decision.allowed && decision.session?.record.id)).size).toBe(1);
  });

  test("refuses, and does not throw, when the store cannot answer", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    vi.spyOn(flow.store, "admit").mockRejectedValue(new StoreUnavailable("locked"));
    expect(reason(await flow.enter(flow.question(token.text), countingPrepare()))).toBe("store-unavailable");
    vi.spyOn(flow.store, "token").mockRejectedValue(new StoreUnavailable("locked"));
    expect(reason(await flow.enter(flow.question(token.text), countingPrepare()))).toBe("store-unavailable");
  });

  test("a refresh comes faster than players do: the session goes on, the refresh is refused", async () => {
    const flow = createFlow();
    const token = await flow.mint();
    await flow.enter(flow.question(token.text), countingPrepare());
    const refresh = () => flow.enter(flow.question(token.text, { form: "refresh" }), countingPrepare());
    const reasons: string[] = [];
    for (let count = 0; count < 100; count += 1) reasons.push(reason(await refresh()));
    expect(reasons.slice(0, 90).every(each => each === "allowed")).toBe(true);
    expect(reasons.slice(90).every(each => each === "too-many-requests")).toBe(true);
    flow.pass(61);
    expect(reason(await refresh())).toBe("allowed");
  });
});
