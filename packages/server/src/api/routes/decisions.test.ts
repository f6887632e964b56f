import { describe, expect, test } from "vitest";
import { sampleDecision } from "../../store/conformance/samples.ts";
import { type Ask, startApi } from "../testing/ask-api.ts";

const refsOf = (body: { items: readonly { ref: string }[] }) => body.items.map(({ ref }) => ref);

describe("the list of decisions", () => {
  test("has what was decided this moment, and is narrowed down by every filter", async () => {
    const { admin, mint, enter, nowSeconds, wait } = await startApi();
    const { id, token } = await mint({ user: "ann", max_uses: 1 });
    const start = nowSeconds();
    const admitted = await enter(token);
    wait(10);
    const refused = await enter(token, { ip: "2001:DB8::1", user_agent: "other" });
    const unknown = await enter("st_nothing", { stream: "live/cam" });
    const list = async (query: string) => refsOf((await admin("GET", `decisions?${query}`)).body);
    expect(await list("")).toEqual([unknown.ref, refused.ref, admitted.ref]);
    expect(await list("user=ann")).toEqual([refused.ref, admitted.ref]);
    expect(await list("stream=demo/clip&reason=token-already-used")).toEqual([refused.ref]);
    expect(await list("ip=2001:db8:0::1")).toEqual([refused.ref]);
    expect(await list("allowed=true")).toEqual([admitted.ref]);
    expect(await list("allowed=false")).toEqual([unknown.ref, refused.ref]);
    expect(await list(`token=${id}`)).toEqual([refused.ref, admitted.ref]);
    expect(await list(`session=${admitted.session}&allowed=true`)).toEqual([admitted.ref]);
    expect(await list(`since=${start + 10}`)).toEqual([unknown.ref, refused.ref]);
    expect(await list(`until=${start + 10}`)).toEqual([admitted.ref]);
    const page = (await admin("GET", "decisions?limit=2")).body;
    expect(await list(`limit=2&cursor=${page.next}`)).toEqual([admitted.ref]);
    expect((await admin("GET", "decisions?reason=no-reason")).status).toBe(422);
    const [newest] = (await admin("GET", "decisions?limit=1")).body.items;
    expect(newest).toEqual((await admin("GET", `decisions/${unknown.ref}`)).body);
  });
});

describe("a request that concerns no organization", () => {
  test("is told by its reference, and whose it was only to operators and to the application that was asked", async () => {
    const { admin, withKey, store } = await startApi();
    const key = await withKey({ scopes: ["decisions:read"] });
    const operator = await withKey({ scopes: ["decisions:read", "installation"] });
    const bare = { organization: undefined, sessionId: "a-session", ip: "192.0.2.1", userAgent: "Player/1" };
    const decisions = [
      sampleDecision("STRANGERSX", { ...bare, stream: "others/secret" }),
      sampleDecision("ASKEDHERES", { ...bare, stream: "demo/clip" }),
    ];
    await store.appendDecisions(decisions, 10);
    const read = async (ask: Ask, ref: string) => (await ask("GET", `decisions/${ref}`)).body;
    const shown = { session: "a-session", ip: "192.0.2.1", user_agent: "Player/1" };
    const hidden = { stream: null, session: null, ip: null, user_agent: null };
    expect(await read(key, "STRANGERSX")).toMatchObject({ ref: "STRANGERSX", ...hidden });
    expect(await read(operator, "STRANGERSX")).toMatchObject({ stream: "others/secret", ...shown });
    expect(await read(key, "ASKEDHERES")).toMatchObject({ stream: "demo/clip", ...shown });
    expect(await read(admin, "STRANGERSX")).toMatchObject(hidden);
  });
});

describe("check and explain at another second", () => {
  async function explained() {
    const world = await startApi();
    const { admin, nowSeconds } = world;
    const start = nowSeconds();
    const reasonAt = async (token: string, after: number) => {
      const body = { action: "play", stream: "demo/clip", token, ip: "198.51.100.9", at: start + after };
      const { allowed, reason, rules } = (await admin("POST", "explain", body)).body;
      return { outcome: allowed ? "allowed" : reason, rules };
    };
    const outcomesAt = async (token: string, seconds: readonly number[]) =>
      (await Promise.all(seconds.map(after => reasonAt(token, after)))).map(({ outcome }) => outcome);
    return { ...world, reasonAt, outcomesAt };
  }

  test("tell what was, and what will be, of times, uses, suspensions and rules", async () => {
    const { admin, mint, enter, wait, outcomesAt, nowSeconds } = await explained();
    const start = nowSeconds();
    const { id, token } = await mint({
      user: "eve",
      max_uses: 1,
      not_before: start + 5,
      expires_at: start + 90,
    });
    wait(10);
    await enter(token);
    wait(10);
    await admin("POST", `tokens/${id}/suspend`);
    wait(10);
    await admin("POST", `tokens/${id}/resume`);
    wait(10);
    const { body } = await admin("POST", "revocations", { selector: { user: "eve" } });
    wait(10);
    await admin("DELETE", `revocations/${body.id}`);
    expect(await outcomesAt(token, [-1, 4, 5, 9, 10, 20, 29, 30, 40, 49, 50, 89, 90])).toEqual([
      "token-not-yet-valid",
      "token-not-yet-valid",
      "allowed",
      "allowed",
      "token-already-used",
      "token-suspended",
      "token-suspended",
      "token-already-used",
      "token-revoked",
      "token-revoked",
      "token-already-used",
      "token-already-used",
      "token-expired",
    ]);
  });

  test("tell that a token did not exist before it was made", async () => {
    const { mint, reasonAt, wait } = await explained();
    wait(100);
    const { token } = await mint();
    const { outcome, rules } = await reasonAt(token, 99);
    expect(outcome).toBe("token-unknown");
    expect(rules).toContainEqual({ rule: "issued", outcome: "fail", detail: expect.any(String) });
    expect((await reasonAt(token, 100)).outcome).toBe("allowed");
  });

  test("tell when a slot will be free again, and every rule's outcome", async () => {
    const { mint, enter, reasonAt, outcomesAt } = await explained();
    const { token } = await mint({ max_sessions: 1, max_uses: 5 });
    await enter(token);
    expect(await outcomesAt(token, [0, 5, 3600])).toEqual([
      "too-many-sessions",
      "too-many-sessions",
      "allowed",
    ]);
    const { rules } = await reasonAt(token, 3600);
    const names = rules.map(({ rule, outcome }: { rule: string; outcome: string }) => `${rule} ${outcome}`);
    for (const wanted of [
      "action pass",
      "target pass",
      "expiry pass",
      "not-revoked pass",
      "not-suspended pass",
    ]) {
      expect(names).toContain(wanted);
    }
    expect(names).toContain("sessions pass");
    expect(names).toContain("uses pass");
  });

  test("spend nothing, and consume is refused", async () => {
    const { admin, mint, nowSeconds } = await explained();
    const { id, token } = await mint({ max_uses: 1 });
    const body = { action: "play", stream: "demo/clip", token, at: nowSeconds() };
    expect((await admin("POST", "check", body)).body.allowed).toBe(true);
    const consumed = await admin("POST", "check", { ...body, consume: true });
    expect([consumed.status, consumed.body.errors[0].field]).toEqual([422, "at"]);
    expect((await admin("GET", `tokens/${id}`)).body.uses).toBe(0);
  });
});

describe("sessions", () => {
  test("are listed by every filter, read by their id, and ended with an entry in the audit log", async () => {
    const { admin, mint, enter, nowSeconds, audit, wait } = await startApi();
    const ann = await mint({ user: "ann", tag: "x" });
    const bob = await mint({ target: { streams: ["live/cam"] } });
    const start = nowSeconds();
    const one = await enter(ann.token, { ip: "2001:DB8::1" });
    wait(10);
    const two = await enter(bob.token, { stream: "live/cam" });
    const list = async (query: string) =>
      (await admin("GET", `sessions?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await list("user=ann&tag=x&stream=clip&application=demo&door=api&status=live")).toEqual([
      one.session,
    ]);
    expect(await list("ip=2001:db8::1")).toEqual([one.session]);
    expect(await list("group=live/cam")).toEqual([two.session]);
    expect(await list(`since=${start + 10}`)).toEqual([two.session]);
    expect(await list(`token=${bob.id}`)).toEqual([two.session]);
    expect(await list("status=ended")).toEqual([]);
    const before = (await admin("GET", `sessions/${one.session}`)).body;
    expect(before).toMatchObject({ user: "ann", application: "demo", group: "demo/clip", status: "live" });
    expect((await admin("DELETE", `sessions/${one.session}`)).status).toBe(204);
    expect((await admin("DELETE", `sessions/${one.session}`)).status).toBe(204);
    const entries = (await audit()).filter(({ action }) => action === "session.end");
    const after = { ...before, status: "ended", ended_at: start + 10, end_reason: "operator" };
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      subject: { kind: "session", id: one.session },
      user: "ann",
      before,
      after,
    });
    expect((await admin("GET", `sessions/${one.session}`)).body).toEqual(after);
  });
});
