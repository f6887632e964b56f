import { nodeCrypto } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import type { TokenGrant } from "../commands/tokens/token-grant.ts";
import { createHandles } from "../sessions/handles.ts";
import { createSessionTable } from "../sessions/session-table.ts";
import { countingPrepare, createFlow } from "./testing/flow.ts";

async function playing(grant: Partial<TokenGrant> = {}) {
  const flow = createFlow();
  const token = await flow.mint(grant);
  const decision = await flow.enter(flow.question(token.text), countingPrepare());
  if (!decision.allowed || !decision.session) throw new Error("the entry was refused");
  return { flow, token, session: decision.session, handle: decision.session.handle };
}

const from = (ip: string, userAgent = "player/1") => ({ client: { ip, userAgent, site: undefined } });
const reason = (result: { ok: boolean; reason?: string }) => (result.ok ? "ok" : result.reason);

describe("continueSession", () => {
  test("lets the holder go on, on its stream only", async () => {
    const { flow, handle } = await playing();
    expect(reason(await flow.proceed(handle))).toBe("ok");
    for (const stream of ["demo/live", "demo/clip/part", "demo", undefined]) {
      expect(reason(await flow.proceed(handle, { stream })), stream).toBe("handle-wrong-stream");
    }
  });

  test("does not know a handle that this installation has not made", async () => {
    const { flow, handle } = await playing();
    const altered = handle.slice(0, -1) + (handle.endsWith("A") ? "B" : "A");
    expect(reason(await flow.proceed(altered))).toBe("handle-invalid");
    expect(reason(await flow.proceed("x"))).toBe("handle-invalid");
  });

  test("a copied session URL makes no second viewer while the first plays", async () => {
    const { flow, handle } = await playing();
    flow.pass(5);
    expect(reason(await flow.proceed(handle, from("198.51.100.9")))).toBe("session-shared");
    expect(reason(await flow.proceed(handle, from("203.0.113.7", "other/1")))).toBe("session-shared");
    expect(reason(await flow.proceed(handle))).toBe("ok");
  });

  test("a silent session follows its agent to another network, back again, and at most 4 times an hour", async () => {
    const { flow, handle } = await playing();
    const homes = ["198.51.100.9", "203.0.113.7", "198.51.100.9", "203.0.113.7"];
    for (const home of homes) {
      flow.pass(11);
      expect(reason(await flow.proceed(handle, from(home, "other/1")))).toBe("session-shared");
      expect(reason(await flow.proceed(handle, from(home)))).toBe("ok");
    }
    flow.pass(11);
    expect(reason(await flow.proceed(handle, from("192.0.2.1")))).toBe("session-shared");
    expect(reason(await flow.proceed(handle))).toBe("session-shared");
    expect(flow.sessions.count()).toBe(0);
  });

  test("dual stack is one viewer: the first request by IPv6 joins, another /64 does not", async () => {
    const { flow, handle } = await playing();
    expect(reason(await flow.proceed(handle, from("2001:db8:1:2::7")))).toBe("ok");
    expect(reason(await flow.proceed(handle))).toBe("ok");
    expect(reason(await flow.proceed(handle, from("2001:db8:9:9::7")))).toBe("session-shared");
  });

  test("a session without limits belongs to nobody in particular", async () => {
    const { flow, handle } = await playing({ kind: "access" });
    expect(reason(await flow.proceed(handle, from("198.51.100.9", "other/1")))).toBe("ok");
  });

  test("ends at once when its token is revoked, and says so", async () => {
    const { flow, token, handle } = await playing();
    const now = Math.floor(flow.now() / 1000);
    const { endedSessionIds } = await flow.store.revokeToken("demo", token.id, now);
    flow.sessions.markEnded(endedSessionIds, "revoked");
    expect(reason(await flow.proceed(handle))).toBe("token-revoked");
  });

  test("says of a session that is over which token made it, so that the refusal can be explained", async () => {
    const { flow, token, handle, session } = await playing({ user: "ann" });
    const now = Math.floor(flow.now() / 1000);
    const { endedSessionIds } = await flow.store.revokeToken("demo", token.id, now);
    const whose = { id: session.record.id, organization: "demo", tokenId: token.id, user: "ann" };
    flow.sessions.markEnded(endedSessionIds, "revoked");
    expect(await flow.proceed(handle)).toMatchObject({ ok: false, record: whose });
    const restarted = createSessionTable(flow.store, createHandles(nodeCrypto, new Uint8Array(32)));
    for (let look = 0; look < 2; look++) {
      expect(await restarted.find(session.record.id)).toMatchObject({ ended: "revoked", record: whose });
    }
  });

  test("outlives its token's expiry, unless the token disconnects at expiry", async () => {
    const plain = await playing({ ttl_seconds: 60 });
    const strict = await playing({ ttl_seconds: 60, disconnect_at_expiry: true });
    plain.flow.pass(61);
    strict.flow.pass(61);
    expect(reason(await plain.flow.proceed(plain.handle))).toBe("ok");
    expect(reason(await strict.flow.proceed(strict.handle))).toBe("token-expired");
  });

  test("a paused viewer plays on after five hours, not after seven", async () => {
    const { flow, handle } = await playing();
    flow.pass(5 * 3600);
    expect(reason(await flow.proceed(handle))).toBe("ok");
    flow.pass(7 * 3600);
    expect(reason(await flow.proceed(handle))).toBe("session-expired");
  });

  test("manifests are judged by address again, media is not", async () => {
    const { flow, handle } = await playing({ kind: "access", ip: ["203.0.113.0/24"] });
    const moved = from("198.51.100.9");
    expect(reason(await flow.proceed(handle, { ...moved, resource: "manifest" }))).toBe("ip-not-allowed");
    expect(reason(await flow.proceed(handle, { resource: "manifest" }))).toBe("ok");
    expect(reason(await flow.proceed(handle, moved))).toBe("ok");
  });

  test("a rule for a site keeps letting in who began there, and nobody whom another rule let in", async () => {
    const rules = [
      { effect: "allow" as const, domains: ["partner.example"] },
      { effect: "allow" as const, countries: ["DE"] },
    ];
    const enter = async (site: string | undefined) => {
      const flow = createFlow();
      const token = await flow.mint({ kind: "access", rules });
      const client = { ...from("203.0.113.7").client, site };
      const decision = await flow.enter(
        flow.question(token.text, { client, context: { country: "DE" } }),
        countingPrepare(),
      );
      if (!decision.allowed || !decision.session) throw new Error("the entry was refused");
      const { handle } = decision.session;
      return async (country: string, as?: string) =>
        reason(
          await flow.proceed(handle, {
            resource: "manifest",
            client: { ...client, site: as },
            context: { country },
          }),
        );
    };
    const byCountry = await enter(undefined);
    expect(await byCountry("DE")).toBe("ok");
    expect(await byCountry("US")).toBe("rule-not-allowed");
    expect(await byCountry("US", "partner.example")).toBe("rule-not-allowed");
    expect(await (await enter("other.example"))("US")).toBe("rule-not-allowed");
    expect(await (await enter("partner.example"))("US")).toBe("ok");
  });

  test("takes its slot again after its lease, or waits until there is one", async () => {
    const { flow, token, handle } = await playing({ kind: "access", max_sessions: 1 });
    flow.pass(200);
    const second = await flow.enter(
      flow.question(token.text, from("198.51.100.9", "other/1")),
      countingPrepare(),
    );
    expect(second.allowed).toBe(true);
    expect(reason(await flow.proceed(handle))).toBe("too-many-sessions");
    flow.pass(200);
    expect(reason(await flow.proceed(handle))).toBe("ok");
  });

  test("a token that is bound holds every request to its first client, and has its moves", async () => {
    const { flow, handle } = await playing({ kind: "access", bind: { to: ["prefix"], rebinds: 1 } });
    expect(reason(await flow.proceed(handle, from("203.0.113.9", "other/1")))).toBe("ok");
    expect(reason(await flow.proceed(handle, from("198.51.100.9")))).toBe("ok");
    expect(reason(await flow.proceed(handle))).toBe("bind-not-allowed");
    expect(reason(await flow.proceed(handle, from("192.0.2.1")))).toBe("bind-not-allowed");
    expect(reason(await flow.proceed(handle, from("198.51.100.9")))).toBe("ok");
  });

  test("what a token is bound to takes the place of its usual holder, and none takes it away", async () => {
    const byAgent = await playing({ bind: { to: ["agent"] } });
    expect(reason(await byAgent.flow.proceed(byAgent.handle, from("198.51.100.9")))).toBe("ok");
    expect(reason(await byAgent.flow.proceed(byAgent.handle, from("203.0.113.7", "other/1")))).toBe(
      "bind-not-allowed",
    );
    const free = await playing({ bind: "none" });
    expect(reason(await free.flow.proceed(free.handle, from("198.51.100.9", "other/1")))).toBe("ok");
  });

  test("a stream that is bound holds a token to both, and never loosens what the token says", async () => {
    const { flow, handle } = await playing();
    const limits = [{ kind: "bind", bind: { to: ["agent"] } } as const];
    expect(reason(await flow.proceed(handle, { limits }))).toBe("ok");
    expect(reason(await flow.proceed(handle, { limits, ...from("198.51.100.9") }))).toBe("session-shared");
    const open = [{ kind: "bind", bind: "none" } as const];
    expect(reason(await flow.proceed(handle, { limits: open, ...from("198.51.100.9") }))).toBe(
      "session-shared",
    );
  });

  test("a web server that sends what it has is let send nothing where renditions are left out, and no whole file where none may be kept", async () => {
    const limited = await playing({ max_height: 720 });
    expect(reason(await limited.flow.proceed(limited.handle, { door: "edge" }))).toBe(
      "rendition-not-allowed",
    );
    expect(reason(await limited.flow.proceed(limited.handle))).toBe("ok");
    const { flow, handle } = await playing({ download: false });
    expect(reason(await flow.proceed(handle, { door: "edge", isWholeFile: true }))).toBe(
      "download-not-allowed",
    );
    expect(reason(await flow.proceed(handle, { door: "edge" }))).toBe("ok");
  });

  test("limits that an operator changes hold from the next request on", async () => {
    const { flow, token, handle } = await playing({ kind: "access" });
    expect(reason(await flow.proceed(handle))).toBe("ok");
    const record = await flow.store.token(token.id);
    if (!record) throw new Error("no record");
    const limits = { ...record, limits: { bind: { to: ["agent" as const] } } };
    const order = {
      organization: "demo",
      id: token.id,
      version: 1,
      limits,
      nowSeconds: Math.floor(flow.now() / 1000),
    };
    const changed = await flow.store.updateToken(order);
    if (changed.outcome !== "updated") throw new Error("not updated");
    flow.sessions.amend(changed.sessions, changed.lapsedSessionIds);
    expect(reason(await flow.proceed(handle))).toBe("ok");
    expect(reason(await flow.proceed(handle, from("203.0.113.7", "other/1")))).toBe("bind-not-allowed");
  });
});
