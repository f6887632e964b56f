import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { expiredSessions } from "../../sessions/session-table.ts";
import { openHookDoor, PLAIN_PATH, plainServer, publishing } from "../testing/hook-door.ts";
import { plainHook } from "../testing/plain-hook.ts";

const publish = { kind: "one-time", action: "publish", target: { streams: ["live/cam1"] } } as const;

describe("whose call it is", () => {
  test("either of two secrets opens the door, so that they can be changed one after the other", async () => {
    const door = await openHookDoor();
    const body = JSON.stringify({ event: "notice" });
    for (const secret of ["new-secret", "old-secret"]) {
      expect((await door.post(`/hooks/nginx-rtmp/${secret}`, body)).status).toBe(200);
    }
  });

  test.each([
    ["a foreign secret", "/hooks/nginx-rtmp/other-secret"],
    ["no secret", "/hooks/nginx-rtmp"],
    ["an unknown server", "/hooks/nginx/new-secret"],
    ["the secret of a server of another kind in capitals", "/hooks/nginx-rtmp/NEW-SECRET"],
  ])("%s is refused without a look at the body", async (_name, path) => {
    const door = await openHookDoor();
    const reply = await door.post(path, "not json");
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ reason: "caller-unknown" });
    expect(door.refusals).toEqual(["caller-unknown"]);
  });

  test("whoever guesses secrets is told to wait, and the right one still passes", async () => {
    const door = await openHookDoor();
    const statuses: number[] = [];
    for (let guess = 0; guess < 32; guess += 1) {
      statuses.push((await door.post(`/hooks/nginx-rtmp/guess-${guess}`, "")).status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(403));
    expect(statuses.slice(30)).toEqual([429, 429]);
    expect((await door.post(PLAIN_PATH, JSON.stringify({ event: "notice" }))).status).toBe(200);
  });

  test("a right secret from a source that is not allowed opens nothing", async () => {
    const door = await openHookDoor({ servers: [{ ...plainServer, allow: ["192.0.2.0/24"] }] });
    const reply = await door.post(PLAIN_PATH, JSON.stringify({ event: "notice" }));
    expect(await reply.json()).toMatchObject({ reason: "caller-unknown" });
  });

  test("a signed call needs its signature, whatever secret its address holds", async () => {
    const door = await openHookDoor();
    const body = `${JSON.stringify({ event: "notice" })}\n`;
    expect((await door.post("/hooks/ome/new-secret", body)).status).toBe(403);
    expect((await door.post("/hooks/ome", `${body}new-secret 1`)).status).toBe(200);
    expect((await door.post("/hooks/ome/old-secret", `${body}new-secret 2`)).status).toBe(200);
  });

  test("a signed call is taken once", async () => {
    const door = await openHookDoor();
    const body = `${JSON.stringify({ event: "notice" })}\nnew-secret`;
    expect((await door.post("/hooks/ome", body)).status).toBe(200);
    expect(await (await door.post("/hooks/ome", body)).json()).toMatchObject({ reason: "call-replayed" });
  });

  test("a body of more than 64 KiB is refused, and so is another method than POST and GET", async () => {
    const door = await openHookDoor();
    expect((await door.post(PLAIN_PATH, "x".repeat(65 * 1024))).status).toBe(400);
    expect((await fetch(door.base + PLAIN_PATH, { method: "PUT", body: "" })).status).toBe(405);
  });
});

describe("what is asked", () => {
  test("a connection that asks twice has one session, and one use is spent", async () => {
    const door = await openHookDoor();
    const { id, text } = await door.mint(publish);
    const [first, second] = [await door.say(publishing(text)), await door.say(publishing(text))];
    expect([first.outcome, second.outcome]).toEqual(["allowed", "allowed"]);
    expect(second).toEqual({ ...first, isContinued: true });
    expect((await door.store.token(id))?.uses).toBe(1);
  });

  test("another connection with the same one-time token is refused", async () => {
    const door = await openHookDoor();
    const { text } = await door.mint(publish);
    await door.say(publishing(text));
    expect(await door.say(publishing(text, { connectionId: "6" }))).toMatchObject({
      outcome: "refused",
      reason: expect.stringMatching(/^(?:token-already-used|stream-busy)$/),
    });
  });

  test("an encoder that lost its line comes back from its own address alone, and without a new use", async () => {
    const door = await openHookDoor();
    const { id, text } = await door.mint(publish);
    await door.say(publishing(text));
    await door.say({ event: "close", connectionId: "5" });
    const elsewhere = publishing(text, {
      connectionId: "6",
      client: { ip: "203.0.113.10", userAgent: "FMLE/3.0" },
    });
    expect(await door.say(elsewhere)).toMatchObject({ outcome: "refused", reason: "token-already-used" });
    expect(await door.say(publishing(text, { connectionId: "7" }))).toMatchObject({ outcome: "allowed" });
    expect((await door.store.token(id))?.uses).toBe(1);
  });

  test("playing what nobody publishes spends nothing, and plays once somebody does", async () => {
    const door = await openHookDoor();
    const { id, text } = await door.mint({ ...publish, action: "play" });
    const playing = publishing(text, { action: "play", connectionId: "9" });
    expect(await door.say(playing)).toMatchObject({ reason: "stream-offline" });
    expect((await door.store.token(id))?.uses).toBe(0);
    await door.say(publishing((await door.mint(publish)).text));
    expect(await door.say(playing)).toMatchObject({ outcome: "allowed" });
  });

  test("a probe is answered and spends nothing", async () => {
    const door = await openHookDoor();
    const { id, text } = await door.mint(publish);
    expect(await door.say(publishing(text, { isProbe: true }))).toMatchObject({ outcome: "allowed" });
    expect((await door.store.token(id))?.uses).toBe(0);
    expect(door.sessions.count()).toBe(0);
  });

  test("a server that asks about each resource is answered under one session, for its holder alone", async () => {
    const door = await openHookDoor();
    await door.say(publishing((await door.mint(publish)).text));
    const { id, text } = await door.mint({ ...publish, action: "play" });
    const asking = publishing(text, { action: "play", isEachResource: true, connectionId: undefined });
    for (let segment = 0; segment < 5; segment += 1) {
      expect(await door.say(asking)).toMatchObject({ outcome: "allowed" });
    }
    const stranger = { ...asking, client: { ip: "198.51.100.1", userAgent: "FMLE/3.0" } };
    expect(await door.say(stranger)).toMatchObject({ reason: "token-already-used" });
    expect((await door.store.token(id))?.uses).toBe(1);
  });

  test("a name of one segment belongs to the server's application, and a deeper one begins with its own", async () => {
    const door = await openHookDoor();
    for (const [index, stream] of ["cam1", "live/cam1"].entries()) {
      const { text } = await door.mint({ ...publish, kind: "access" });
      const event = publishing(text, { application: undefined, stream, connectionId: "5" });
      expect(await door.say(event), `${index}`).toMatchObject({ outcome: "allowed" });
      await door.say({ event: "close", connectionId: "5" });
    }
  });

  test.each(["cam1/index.m3u8", "../cam1", "cam1/..", "", "cam1?x", "cam%31"])(
    "%o names no stream, whatever the token opens",
    async stream => {
      const door = await openHookDoor();
      const { text } = await door.mint({ ...publish, target: { organization: true } });
      expect(await door.say(publishing(text, { stream }))).toMatchObject({ outcome: "refused" });
      expect(door.sessions.count()).toBe(0);
    },
  );

  test("an address that the server lets clients write is not believed", async () => {
    const door = await openHookDoor({ servers: [{ ...plainServer, trustsClientAddress: false }] });
    const { text } = await door.mint({ ...publish, ip: ["203.0.113.9"] });
    expect(await door.say(publishing(text))).toMatchObject({ reason: "ip-unknown" });
  });

  test("the address of a client's socket is believed, whatever else the server lets clients write", async () => {
    const door = await openHookDoor({
      hooks: [{ ...plainHook, knowsSocketAddress: true }],
      servers: [{ ...plainServer, trustsClientAddress: false }],
    });
    const { text } = await door.mint({ ...publish, ip: ["203.0.113.9"] });
    expect(await door.say(publishing(text))).toMatchObject({ outcome: "allowed" });
  });
});

describe("what is told", () => {
  test("the end of what was never admitted is taken and changes nothing", async () => {
    const door = await openHookDoor();
    await door.say(publishing((await door.mint(publish)).text));
    expect(await door.say({ event: "close", connectionId: "77" })).toEqual({ outcome: "noted" });
    expect(door.sessions.count()).toBe(1);
  });

  test("an end that names no connection ends its stream's publisher, and nothing without a stream", async () => {
    const door = await openHookDoor();
    await door.say(publishing((await door.mint(publish)).text));
    const end = { event: "close", connectionId: undefined, action: "publish" } as const;
    for (const nobody of [
      end,
      { ...end, stream: "cam2" },
      { ...end, action: "play", stream: "cam1" } as const,
    ])
      await door.say(nobody);
    expect(door.sessions.count()).toBe(1);
    await door.say({ ...end, application: "live", stream: "cam1" });
    expect(door.sessions.count()).toBe(0);
  });

  test("a connection goes on while its session lives, and not any more when it was ended", async () => {
    const door = await openHookDoor();
    const open = publishing((await door.mint(publish)).text);
    const admitted = await door.say(open);
    const again = { event: "again", connectionId: "5", open } as const;
    expect(await door.say(again)).toMatchObject({ outcome: "allowed" });
    const sessionId = admitted.outcome === "allowed" ? admitted.sessionId : undefined;
    await door.sessions.end([sessionId ?? ""], "operator", Math.floor(door.now() / 1000));
    expect(await door.say(again)).toMatchObject({ outcome: "refused", reason: "session-ended" });
  });

  test("a connection whose session was ended does not go on under another token either", async () => {
    const door = await openHookDoor();
    const [first, second] = [await door.mint(publish), await door.mint(publish)];
    const admitted = await door.say(publishing(first.text));
    const sessionId = admitted.outcome === "allowed" ? admitted.sessionId : undefined;
    await door.sessions.end([sessionId ?? ""], "revoked", Math.floor(door.now() / 1000));
    const again = { event: "again", connectionId: "5", open: publishing(second.text) } as const;
    expect(await door.say(again)).toMatchObject({ outcome: "refused", reason: "token-revoked" });
    expect((await door.store.token(second.id))?.uses).toBe(0);
  });

  test("a connection that nobody knows is judged as if it began now", async () => {
    const door = await openHookDoor();
    const { id, text } = await door.mint(publish);
    const again = { event: "again", connectionId: "5", open: publishing(text) } as const;
    expect(await door.say(again)).toMatchObject({ outcome: "allowed" });
    expect((await door.store.token(id))?.uses).toBe(1);
    const unknown = { event: "again", connectionId: "6", open: publishing(undefined) } as const;
    expect(await door.say(unknown)).toMatchObject({ outcome: "refused", reason: "token-missing" });
  });

  describe("over a connection that keeps its first stream", () => {
    const keeping = () => openHookDoor({ hooks: [{ ...plainHook, keepsFirstStream: true }] });
    const both = {
      kind: "access",
      action: "publish",
      target: { streams: ["live/cam1", "live/cam2"] },
    } as const;

    test("asking for another one is refused, and ends what the connection carried", async () => {
      const door = await keeping();
      const { text } = await door.mint(both);
      expect(await door.say(publishing(text))).toMatchObject({ outcome: "allowed" });
      const other = publishing(text, { stream: "cam2" });
      expect(await door.say(other)).toMatchObject({ outcome: "refused", reason: "call-malformed" });
      expect(door.sessions.count()).toBe(0);
    });

    test("of two streams that are asked for at once it gets one at most", async () => {
      const door = await keeping();
      const { text } = await door.mint(both);
      const asked = ["cam1", "cam2"].map(stream => door.say(publishing(text, { stream })));
      const outcomes = (await Promise.all(asked)).map(({ outcome }) => outcome);
      expect(outcomes.toSorted()).toEqual(["allowed", "refused"]);
      expect(door.sessions.count()).toBe(0);
    });

    test("another one does not hide that the first was withdrawn", async () => {
      const door = await keeping();
      const [first, second] = [await door.mint(both), await door.mint(both)];
      const admitted = await door.say(publishing(first.text));
      const sessionId = admitted.outcome === "allowed" ? admitted.sessionId : undefined;
      await door.sessions.end([sessionId ?? ""], "expiry", Math.floor(door.now() / 1000));
      const other = publishing(second.text, { stream: "cam2" });
      expect(await door.say(other)).toMatchObject({ outcome: "refused", reason: "call-malformed" });
      expect(await door.say({ ...other, connectionId: "6" })).toMatchObject({ outcome: "allowed" });
    });

    test("whoever gets its number after it has left is another client, also when it was withdrawn before", async () => {
      const door = await keeping();
      const [first, second] = [await door.mint(both), await door.mint(both)];
      const admitted = await door.say(publishing(first.text));
      const sessionId = admitted.outcome === "allowed" ? admitted.sessionId : undefined;
      await door.sessions.end([sessionId ?? ""], "replaced", Math.floor(door.now() / 1000));
      const other = publishing(second.text, { stream: "cam2" });
      await door.say({ event: "close", connectionId: "5", action: "play" });
      expect(await door.say(other)).toMatchObject({ outcome: "refused", reason: "call-malformed" });
      await door.say({ event: "close", connectionId: "5", action: "publish" });
      expect(await door.say(other)).toMatchObject({ outcome: "allowed" });
    });

    test("another one is a beginning when the first was over for the server, too", async () => {
      const door = await keeping();
      const { text } = await door.mint(both);
      await door.say(publishing(text));
      await door.say({ event: "close", connectionId: "5", action: "publish" });
      expect(await door.say(publishing(text, { stream: "cam2" }))).toMatchObject({ outcome: "allowed" });
    });

    test("the same stream again is the same session, and another address is another client", async () => {
      const door = await keeping();
      const { text } = await door.mint(both);
      await door.say(publishing(text));
      expect(await door.say(publishing(text))).toMatchObject({ outcome: "allowed" });
      const client = { ip: "198.51.100.7", userAgent: "FMLE/3.0" };
      const other = publishing(text, { stream: "cam2", client });
      expect(await door.say(other)).toMatchObject({ outcome: "allowed" });
    });
  });

  test("only the configured manager may use the server's own API", async () => {
    const api = { url: "http://127.0.0.1:9997", username: "sluice", password: new Secret("right") };
    const door = await openHookDoor({ servers: [{ ...plainServer, api: { ...api, secret: undefined } }] });
    const manage = (username: string, password: string) => door.say({ event: "manage", username, password });
    expect(await manage("sluice", "right")).toEqual({ outcome: "allowed" });
    for (const [username, password] of [
      ["sluice", "wrong"],
      ["somebody", "right"],
      ["sluice", ""],
    ] as const) {
      expect(await manage(username, password)).toMatchObject({ reason: "caller-unknown" });
    }
  });

  test("without a configured password nobody is a server's manager", async () => {
    const door = await openHookDoor();
    const asked = { event: "manage", username: "", password: "" } as const;
    expect(await door.say(asked)).toMatchObject({ outcome: "refused" });
  });
});

describe("an answer in time", () => {
  test("a store that hangs is a refusal within 300 ms, and what it does later does not stand", async () => {
    const flow = await openHookDoor();
    const { text } = await flow.mint(publish);
    const late = Promise.withResolvers<boolean>();
    const door = await openHookDoor({
      sessions: flow.sessions,
      checkAccess: async (question, prepare) => {
        await new Promise(resolve => setTimeout(resolve, 600));
        const decision = await flow.enter(question, prepare);
        late.resolve(decision.allowed);
        return decision;
      },
    });
    const begun = performance.now();
    const elsewhere = new Promise(resolve => setTimeout(resolve, 300)).then(() => performance.now() - begun);
    expect(await door.say(publishing(text))).toMatchObject({ reason: "store-unavailable" });
    const waited = performance.now() - begun;
    // A machine that does other things runs every timer late.
    expect(waited).toBeLessThan((await elsewhere) + 150);
    expect(await late.promise).toBe(true);
    await expect.poll(() => flow.store.liveSessions(), { timeout: 20_000 }).toEqual([]);
  });

  test("a notification is taken, whatever goes wrong behind it", async () => {
    const door = await openHookDoor({
      hooks: [plainHook],
      sessions: { end: () => Promise.reject(new Error("broken")) },
    });
    await door.say(publishing((await door.mint(publish)).text));
    expect(await door.say({ event: "close", connectionId: "5" })).toEqual({ outcome: "noted" });
    // Upkeep writes the end later.
    expect(expiredSessions(door.sessions.live(), Math.floor(door.now() / 1000)).get("closed")).toHaveLength(
      1,
    );
  });
});
