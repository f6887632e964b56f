import { describe, expect, test } from "vitest";
import { expiredSessions } from "../../sessions/session-table.ts";
import { openHookDoor, plainServer, publishing } from "../testing/hook-door.ts";
import { plainHook } from "../testing/plain-hook.ts";

const publish = { kind: "one-time", action: "publish", target: { streams: ["live/cam1"] } } as const;

/** A door whose first decision is made so many milliseconds late, or told so many late. */
async function doorWithSlowFirst({ before = 0, after = 0 }) {
  const flow = await openHookDoor();
  let asked = 0;
  const door = await openHookDoor({
    sessions: flow.sessions,
    connections: flow.connections,
    async checkAccess(question, prepare) {
      asked += 1;
      if (asked > 1) return flow.enter(question, prepare);
      await pause(before);
      const decision = await flow.enter(question, prepare);
      await pause(after);
      return decision;
    },
  });
  return { flow, say: door.say, mint: flow.mint };
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

describe("what comes while a question is being decided", () => {
  test("is the end of its connection, and ends the session that the question makes", async () => {
    const { flow, say, mint } = await doorWithSlowFirst({ before: 100 });
    const asking = say(publishing((await mint(publish)).text));
    await pause(30);
    expect(await say({ event: "close", connectionId: "5" })).toEqual({ outcome: "noted" });
    expect(await asking).toMatchObject({ outcome: "allowed" });
    expect(flow.sessions.count()).toBe(0);
  });

  test("does not wait for another connection's", async () => {
    const { flow, say, mint } = await doorWithSlowFirst({ before: 60 });
    const done: string[] = [];
    const asking = say(publishing((await mint(publish)).text)).finally(() => done.push("question"));
    await say({ event: "close", connectionId: "6" }).finally(() => done.push("close"));
    expect(await asking).toMatchObject({ outcome: "allowed" });
    expect(done).toEqual(["close", "question"]);
    expect(flow.sessions.count()).toBe(1);
  });
});

describe("an answer that comes too late", () => {
  test("takes back nothing under which somebody was let in meanwhile", async () => {
    const { flow, say, mint } = await doorWithSlowFirst({ after: 450 });
    const { text } = await mint({ ...publish, action: "play" });
    await flow.say(publishing((await flow.mint(publish)).text, { connectionId: "1" }));
    const playing = (connectionId: string) =>
      publishing(text, { action: "play", protocol: "rtsp", asksAgain: true, connectionId });
    const late = say(playing("7"));
    await pause(50);
    expect(await say(playing("8"))).toMatchObject({ outcome: "allowed" });
    expect(await late).toMatchObject({ reason: "store-unavailable" });
    await pause(250);
    expect(flow.connections.live({ server: "studio", id: "8" })).toHaveLength(1);
  });

  test("to a further question leaves the session as it is", async () => {
    const flow = await openHookDoor();
    const { text } = await flow.mint(publish);
    expect(await flow.say(publishing(text))).toMatchObject({ outcome: "allowed" });
    const slow = await openHookDoor({
      sessions: flow.sessions,
      async checkAccess(question, prepare) {
        const decision = await flow.enter(question, prepare);
        await pause(400);
        return decision;
      },
    });
    expect(await slow.say(publishing(text))).toMatchObject({ reason: "store-unavailable" });
    await pause(200);
    expect(flow.sessions.count()).toBe(1);
  });
});

describe("a connection that asks whether it may go on", () => {
  test("from another address is another client under a number that the server gave out again", async () => {
    const door = await openHookDoor();
    await door.say(publishing((await door.mint(publish)).text));
    const from = (ip: string | undefined, token?: string) => ({
      event: "again" as const,
      connectionId: "5",
      open: publishing(token, { client: { ip, userAgent: "FMLE/3.0" } }),
    });
    expect(await door.say(from("203.0.113.9"))).toMatchObject({ outcome: "allowed" });
    expect(await door.say(from("198.51.100.7"))).toMatchObject({ reason: "token-missing" });
    expect(await door.say(from(undefined))).toMatchObject({ outcome: "allowed" });
  });
});

describe("a connection that has asked whether it may go on", () => {
  const silentFor = async (seconds: number, asksAgainSeconds?: number) => {
    const door = await openHookDoor({ hooks: [{ ...plainHook, asksAgainSeconds }] });
    const open = publishing((await door.mint(publish)).text);
    await door.say(open);
    await door.say({ event: "again", connectionId: "5", open });
    return expiredSessions(door.sessions.live(), Math.floor(door.now() / 1000) + seconds).get("closed") ?? [];
  };

  test("is gone when it has missed three of its server's intervals", async () => {
    expect(await silentFor(89, 30)).toHaveLength(0);
    expect(await silentFor(90, 30)).toHaveLength(1);
  });

  test("stays where nobody knows how often its server asks, so that no other publisher takes its place", async () => {
    expect(await silentFor(3_600)).toHaveLength(0);
  });
});

describe("a client whose server asks about each request", () => {
  const each = (token: string, ip: string, userAgent = "player") =>
    publishing(token, {
      action: "play",
      isEachResource: true,
      connectionId: undefined,
      client: { ip, userAgent },
    });
  const opened = () => openHookDoor({ servers: [{ ...plainServer, needsPublisher: false }] });

  test("is held to its token's networks with each of them", async () => {
    const door = await opened();
    const { text } = await door.mint({ ...publish, action: "play", ip: ["203.0.113.9"] });
    expect(await door.say(each(text, "203.0.113.9"))).toMatchObject({ outcome: "allowed" });
    expect(await door.say(each(text, "203.0.113.10"))).toMatchObject({ reason: "ip-not-allowed" });
    expect(await door.say(each(text, "203.0.113.9"))).toMatchObject({ outcome: "allowed" });
  });

  test("has no place left when another one took it while it was silent", async () => {
    const door = await opened();
    const { text } = await door.mint({ ...publish, kind: "access", action: "play", max_sessions: 1 });
    expect(await door.say(each(text, "203.0.113.9", "first"))).toMatchObject({ outcome: "allowed" });
    door.pass(60);
    expect(await door.say(each(text, "203.0.113.9", "second"))).toMatchObject({ outcome: "allowed" });
    expect(await door.say(each(text, "203.0.113.9", "first"))).toMatchObject({
      reason: "too-many-sessions",
    });
  });

  test("goes on in one session", async () => {
    const door = await opened();
    const { text } = await door.mint({ ...publish, kind: "access", action: "play" });
    for (const _request of [1, 2, 3]) {
      expect(await door.say(each(text, "203.0.113.9"))).toMatchObject({ outcome: "allowed" });
    }
    expect(door.sessions.count()).toBe(1);
  });
});
