import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer, sessionPath, type Viewer } from "./support/viewer.ts";
import { enter, entryPath, isAdmitted, sessionsOf, usesOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
const RACES = 5;

let running: ServerWithOrigin;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    cup: {
      kind: "vod",
      origin: { url: `${url}/media` },
      streams: { one: { group: "derby" }, two: { group: "derby" }, three: {} },
    },
    other: { kind: "vod", origin: { url: `${url}/media` } },
  }));
  for (const stream of ["one", "two", "three"]) putStream(running.origin, `/media/${stream}`, "vod");
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
const nowSeconds = () => Math.floor(Date.now() / SECOND);

/** A token with somebody who plays, and a second one that nobody has opened. */
interface Party {
  readonly stream: string;
  readonly player: Viewer;
  readonly where: string;
  readonly played: MintedToken;
  readonly unopened: MintedToken;
}

let parties = 0;

async function party(stream: string, grant: Grant = {}, mint = running.server.mint): Promise<Party> {
  parties += 1;
  const full = { target: { streams: [stream] }, ...grant };
  const [played, unopened] = [await mint(full), await mint(full)];
  const player = createViewer(running.server, { agent: `Player/${parties}` });
  const where = await enter(player, entryPath(stream, "hls", played));
  return { stream, player, where, played, unopened };
}

/** An API key, and how it makes tokens. */
async function makeKey(scopes: readonly string[]) {
  const { status, body } = await running.server.api("POST", "/v1/api-keys", { name: "issuer", scopes });
  expect(status).toBe(201);
  const mint = async (grant: Grant = {}): Promise<MintedToken> => {
    const answer = await fetch(`${running.server.url}/v1/tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${body.key}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "one-time", action: "play", ...grant }),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as MintedToken;
  };
  return { id: String(body.id), mint };
}

async function expectPlaying({ player, where, stream, unopened }: Party): Promise<void> {
  expect((await player.ask(where)).status).toBe(200);
  await expectOpens(stream, unopened);
}

/** A one-time token is opened by this: once for each. */
async function expectOpens(stream: string, token: MintedToken): Promise<void> {
  await enter(createViewer(running.server, { agent: "Opener/1" }), entryPath(stream, "hls", token));
}

async function expectCut({ player, where, stream, played, unopened }: Party): Promise<void> {
  expect(await player.ask(where)).toMatchObject({ status: 403, reason: "token-revoked" });
  expect(await sessionsOf(running.server, played)).toMatchObject([
    { status: "ended", end_reason: "revoked" },
  ]);
  await expectRevoked(stream, unopened);
}

async function expectRevoked(stream: string, token: MintedToken): Promise<void> {
  for (const entry of ["hls", "dash", "mp4"] as const) {
    const reply = await createViewer(running.server).ask(entryPath(stream, entry, token));
    expect(reply).toMatchObject({ status: 403, reason: "token-revoked" });
  }
  expect(await usesOf(running.server, token)).toBe(0);
}

async function revoke(
  order: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>> & { readonly id: string }> {
  const { status, body } = await running.server.api("POST", "/v1/revocations", order);
  expect(status, JSON.stringify(body)).toBe(order.dry_run ? 200 : 201);
  return { ...body, id: String(body.id) };
}

describe("a revocation", () => {
  const selected: readonly (readonly [
    what: string,
    victim: readonly [stream: string, grant?: Grant],
    bystander: readonly [stream: string, grant?: Grant],
    selector: Readonly<Record<string, unknown>>,
    count: number,
  ])[] = [
    ["user", ["cup/one", { user: "eve" }], ["cup/one", { user: "adam" }], { user: "eve" }, 2],
    ["tag", ["cup/one", { tag: "leak" }], ["cup/one"], { tag: "leak" }, 2],
    ["stream", ["other/two"], ["other/three"], { stream: "other/two" }, 2],
    ["group", ["cup/two", { tag: "g" }], ["cup/three", { tag: "g" }], { group: "derby", tag: "g" }, 2],
    [
      "application",
      ["cup/one", { tag: "a" }],
      ["other/one", { tag: "a" }],
      { application: "cup", tag: "a" },
      2,
    ],
    [
      "two fields",
      ["cup/one", { user: "u", tag: "t" }],
      ["cup/one", { user: "u" }],
      { user: "u", tag: "t" },
      2,
    ],
  ];

  test.each(selected)(
    "by %s cuts what it selects and nothing else",
    async (_, victim, bystander, selector, count) => {
      const [cut, spared] = [await party(...victim), await party(...bystander)];
      expect(await revoke({ selector, dry_run: true })).toMatchObject({ dry_run: true, count, sessions: 1 });
      expect((await cut.player.ask(cut.where)).status).toBe(200);
      expect(await revoke({ selector })).toMatchObject({ count, sessions: 1, permanent: false, until: null });
      await expectCut(cut);
      await expectPlaying(spared);
    },
  );

  test("by token cuts one token, whose text or id names it", async () => {
    const [cut, spared] = [await party("cup/one"), await party("cup/one")];
    await revoke({ selector: { token: cut.played.id } });
    await revoke({ selector: { token: cut.unopened.token } });
    await expectCut(cut);
    await expectPlaying(spared);
  });

  test("by session cuts one session and bars its viewer for the while; the token stays", async () => {
    const { player, where, played, stream } = await party("cup/one", { kind: "access", max_uses: 5 });
    const [session] = await sessionsOf(running.server, played);
    expect(await revoke({ selector: { session: session?.id } })).toMatchObject({ sessions: 1 });
    expect(await player.ask(where)).toMatchObject({ status: 403, reason: "session-ended" });
    const path = entryPath(stream, "hls", played);
    expect(await player.ask(path)).toMatchObject({ status: 403, reason: "session-ended" });
    await enter(createViewer(running.server, { agent: "Another/1" }), path);
  });

  test("by issued_before cuts older tokens and spares those issued since", async () => {
    const old = await party("cup/one", { tag: "batch" });
    await sleep(1.1 * SECOND);
    const boundary = nowSeconds();
    const young = await party("cup/one", { tag: "batch" });
    const selector = { tag: "batch", issued_before: boundary };
    expect(await revoke({ selector })).toMatchObject({ count: 2, sessions: 1 });
    await expectCut(old);
    await expectPlaying(young);
  });

  test.each([{ all: true }, { issued_before: 9_000_000_000 }])(
    "of %j wants the organization's code, cuts everybody, and tokens issued afterwards open",
    async selector => {
      const everybody = [await party("cup/one"), await party("cup/three"), await party("other/one")];
      const { status, body } = await running.server.api("POST", "/v1/revocations", { selector });
      expect([status, body.reason]).toEqual([422, "confirmation-needed"]);
      for (const { player, where } of everybody) expect((await player.ask(where)).status).toBe(200);
      const rule = await revoke({ selector, confirm: "demo" });
      expect(rule).toMatchObject({ permanent: false });
      for (const cut of everybody) await expectCut(cut);
      if ("issued_before" in selector) await running.server.api("DELETE", `/v1/revocations/${rule.id}`);
      await expectPlaying(await party("cup/one"));
    },
  );

  test("by key cuts what that key has issued and nothing else", async () => {
    const issuer = await makeKey(["tokens:create"]);
    const [cut, spared] = [await party("cup/one", {}, issuer.mint), await party("cup/one")];
    expect(await revoke({ selector: { key: issuer.id } })).toMatchObject({ count: 2, sessions: 1 });
    await expectCut(cut);
    await expectPlaying(spared);
    await expectOpens("cup/one", await issuer.mint({ target: { streams: ["cup/one"] } }));
  });

  test("by address cuts who plays from there, and keeps that address out with every token until it is undone", async () => {
    const grant = { kind: "access", target: { streams: ["cup/one"] } };
    const token = await running.server.mint(grant);
    const path = entryPath("cup/one", "hls", token);
    const [near, far] = ["127.9.0.1", "127.8.0.1"].map(address => createViewer(running.server, { address }));
    if (!near || !far) throw new Error("no viewers");
    const [cut, spared] = [await enter(near, path), await enter(far, path)];
    const rule = await revoke({ selector: { ip: "127.9.0.0/16" } });
    expect(rule).toMatchObject({ count: 1, sessions: 1, permanent: true });
    expect(await near.ask(cut)).toMatchObject({ status: 403, reason: "token-revoked" });
    expect((await far.ask(spared)).status).toBe(200);
    const later = entryPath("cup/one", "hls", await running.server.mint(grant));
    for (const asked of [path, later]) {
      expect(await near.ask(asked)).toMatchObject({ status: 403, reason: "token-revoked" });
      await enter(far, asked);
    }
    await running.server.api("DELETE", `/v1/revocations/${rule.id}`);
    await enter(near, later);
  });

  test("by jti cuts no opaque token, because none has one", async () => {
    const spared = await party("cup/one");
    expect(await revoke({ selector: { jti: "any" } })).toMatchObject({ count: 0, sessions: 0 });
    await expectPlaying(spared);
  });

  test("tells how long it took from the call to its last effect, and the list remembers it", async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => party("cup/one", { tag: "measured" })));
    const from = performance.now();
    const rule = await revoke({ selector: { tag: "measured" } });
    const elapsed = performance.now() - from;
    expect(rule).toMatchObject({ sessions: 30, created_by: "sk_configured" });
    expect(Number(rule.effect_ms)).toBeGreaterThanOrEqual(0);
    expect(Number(rule.effect_ms)).toBeLessThanOrEqual(Math.ceil(elapsed));
    for (const { player, where } of many) expect((await player.ask(where)).reason).toBe("token-revoked");
    const { body } = await running.server.api("GET", `/v1/revocations/${rule.id}`);
    expect(body).toEqual(rule);
  });

  test("by tag covers no token issued after it, were it in the same millisecond", async () => {
    for (let round = 0; round < 20; round++) {
      const grant = { target: { streams: ["cup/one"] }, tag: `quick ${round}` };
      const before = await running.server.mint(grant);
      await revoke({ selector: { tag: grant.tag } });
      const after = await running.server.mint(grant);
      await expectRevoked("cup/one", before);
      await expectOpens("cup/one", after);
    }
  });

  test("that is permanent covers tokens to come as well, until it is undone", async () => {
    const cut = await party("cup/one", { tag: "for ever" });
    const { id } = await revoke({ selector: { tag: "for ever" }, permanent: true });
    await expectCut(cut);
    const later = await running.server.mint({ target: { streams: ["cup/one"] }, tag: "for ever" });
    await expectRevoked("cup/one", later);
    expect((await running.server.api("DELETE", `/v1/revocations/${id}`)).status).toBe(204);
    await expectOpens("cup/one", later);
  });

  test("until a moment covers everything it selects up to then, tokens to come as well", async () => {
    const cut = await party("cup/one", { tag: "break" });
    const until = nowSeconds() + 8;
    await revoke({ selector: { tag: "break" }, until });
    const later = await running.server.mint({ target: { streams: ["cup/one"] }, tag: "break" });
    await expectCut(cut);
    await expectRevoked("cup/one", later);
    await sleep((until - nowSeconds()) * SECOND + 100);
    await expectOpens("cup/one", later);
    await expectOpens("cup/one", cut.unopened);
    expect((await cut.player.ask(cut.where)).reason).toBe("token-revoked");
  });

  test("that is undone stays in the list, opens its tokens again, and the sessions it cut stay cut", async () => {
    const cut = await party("cup/one", { tag: "mistake" });
    const { id } = await revoke({ selector: { tag: "mistake" } });
    await expectCut(cut);
    expect((await running.server.api("DELETE", `/v1/revocations/${id}`)).status).toBe(204);
    expect((await running.server.api("DELETE", `/v1/revocations/${id}`)).status).toBe(404);
    const { body } = await running.server.api("GET", `/v1/revocations/${id}`);
    expect(body.undone_at).toBeGreaterThan(nowSeconds() - 60);
    await expectOpens("cup/one", cut.unopened);
    expect((await cut.player.ask(cut.where)).reason).toBe("token-revoked");
    expect((await cut.player.ask(entryPath("cup/one", "hls", cut.played))).status).toBe(403);
  });

  test("that is undone lets the viewers it cut in again at once, if their tokens have uses left", async () => {
    const cut = await party("cup/one", { tag: "oops", kind: "access", max_uses: 5 });
    const { id } = await revoke({ selector: { tag: "oops" } });
    const path = entryPath("cup/one", "hls", cut.played);
    expect((await cut.player.ask(path)).reason).toBe("token-revoked");
    expect((await running.server.api("DELETE", `/v1/revocations/${id}`)).status).toBe(204);
    expect(await enter(cut.player, path)).not.toBe(cut.where);
    expect((await cut.player.ask(cut.where)).reason).toBe("token-revoked");
    expect(await usesOf(running.server, cut.played)).toBe(2);
  });

  test("that races with 100 entries leaves no session of theirs alive", async () => {
    const outcomes = { admitted: 0, refused: 0 };
    for (let round = 0; round < RACES; round++) {
      const grant = { target: { streams: ["cup/one"] }, tag: `race ${round}` };
      const tokens = await Promise.all(Array.from({ length: 100 }, () => running.server.mint(grant)));
      const entering = tokens.map(async (token, number) => {
        const viewer = createViewer(running.server, { agent: `Racer/${number}` });
        return { viewer, reply: await viewer.ask(entryPath("cup/one", "hls", token)) };
      });
      await Promise.race(entering);
      await revoke({ selector: { tag: grant.tag } });
      for (const { viewer, reply } of await Promise.all(entering)) {
        outcomes[isAdmitted(reply) ? "admitted" : "refused"] += 1;
        const refused = isAdmitted(reply) ? await viewer.ask(sessionPath(reply)) : reply;
        expect(refused).toMatchObject({ status: 403, reason: "token-revoked" });
      }
    }
    expect(outcomes.admitted).toBeGreaterThan(RACES);
    expect(outcomes.refused).toBeGreaterThan(RACES);
  });
});

test("an ended session bars its viewer from the token on every stream of it, and no other viewer", async () => {
  const grant = { kind: "access", max_uses: 5, target: { streams: ["cup/one", "cup/two"] } };
  const { player, where, played } = await party("cup/one", grant);
  const [session] = await sessionsOf(running.server, played);
  expect((await running.server.api("DELETE", `/v1/sessions/${session?.id}`)).status).toBe(204);
  const path = entryPath("cup/one", "hls", played);
  for (const asked of [where, path, path, entryPath("cup/two", "hls", played)]) {
    expect(await player.ask(asked)).toMatchObject({ status: 403, reason: "session-ended" });
  }
  expect(await usesOf(running.server, played)).toBe(1);
  await enter(createViewer(running.server, { agent: "Another/1" }), path);
  expect(await usesOf(running.server, played)).toBe(2);
});
