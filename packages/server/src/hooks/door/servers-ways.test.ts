import type { Constraint } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { expiredSessions } from "../../sessions/session-table.ts";
import type { OpenEvent } from "../media-server-hook.ts";
import { openHookDoor, plainServer, publishing } from "../testing/hook-door.ts";
import { plainHook } from "../testing/plain-hook.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";

const publish = { kind: "one-time", action: "publish", target: { streams: ["live/cam1"] } } as const;
const play = { ...publish, action: "play" } as const;

describe("a server that cuts by the answer's lifetime", () => {
  const cutting = () =>
    openHookDoor({
      hooks: [{ ...plainHook, cutsByLifetime: true }],
      servers: [{ ...plainServer, needsPublisher: false }],
    });
  const playing = (token: string, connectionId: string) =>
    publishing(token, { action: "play", connectionId });

  test("is told its configured lifetime, and no more than what is left of the token", async () => {
    const door = await cutting();
    const long = await door.mint(play);
    expect(await door.say(playing(long.text, "1"))).toMatchObject({ lifetimeMilliseconds: 120_000 });
    const short = await door.mint({ ...play, ttl_seconds: 45, disconnect_at_expiry: true });
    expect(await door.say(playing(short.text, "2"))).toMatchObject({ lifetimeMilliseconds: 45_000 });
  });

  test("is told an hour for a publisher whom its API cuts at once, because its stream would end with it", async () => {
    const api = { url: "http://127.0.0.1:9", username: undefined, password: undefined, secret: undefined };
    const cuts = { hooks: [{ ...plainHook, cutsByLifetime: true }], isListLost: () => false };
    const lifetimeOf = async (
      server: Partial<MediaServerSettings>,
      changes: Partial<OpenEvent> = {},
      without: Partial<HooksDependencies> = {},
    ) => {
      const servers = [{ ...plainServer, needsPublisher: false, ...server }];
      const door = await openHookDoor({ ...cuts, servers, ...without });
      const { text } = await door.mint(changes.action === "play" ? play : publish);
      return door.say(publishing(text, changes));
    };
    expect(await lifetimeOf({ api })).toMatchObject({ lifetimeMilliseconds: 3_600_000 });
    expect(await lifetimeOf({ api, lifetimeSeconds: 7_200 })).toMatchObject({
      lifetimeMilliseconds: 7_200_000,
    });
    expect(await lifetimeOf({})).toMatchObject({ lifetimeMilliseconds: 120_000 });
    expect(await lifetimeOf({ api }, { action: "play" })).toMatchObject({ lifetimeMilliseconds: 120_000 });
    expect(await lifetimeOf({ api }, {}, { isListLost: () => true })).toMatchObject({
      lifetimeMilliseconds: 120_000,
    });
    // Its API would have to be told another name.
    expect(await lifetimeOf({ api }, { isNamedWithToken: true })).toMatchObject({
      lifetimeMilliseconds: 120_000,
    });
    const { registry } = await openHookDoor();
    const aliased: HooksDependencies["registry"] = {
      application: name => registry.application(name),
      locate: application => registry.locate(application, ["cam1"]),
    };
    expect(await lifetimeOf({ api }, { stream: "alias-of-cam1" }, { registry: aliased })).toMatchObject({
      lifetimeMilliseconds: 120_000,
    });
  });

  test.each([
    [120, "allowed"],
    [60, "refused"],
  ])(
    "after %d s of a lifetime of 120 s whoever comes back with a spent token is %s",
    async (after, outcome) => {
      const door = await cutting();
      const { id, text } = await door.mint(play);
      expect(await door.say(playing(text, "1"))).toMatchObject({ outcome: "allowed" });
      door.pass(after);
      await door.say({ event: "close", connectionId: "1" });
      expect(await door.say(playing(text, "2"))).toMatchObject({ outcome });
      expect((await door.store.token(id))?.uses).toBe(1);
    },
  );

  test("ends what it cut, also when it says nothing of that", async () => {
    const door = await cutting();
    await door.say(playing((await door.mint(play)).text, "1"));
    const gone = (seconds: number) =>
      expiredSessions(door.sessions.live(), Math.floor(door.now() / 1000) + seconds).get("closed") ?? [];
    expect(gone(124)).toHaveLength(0);
    expect(gone(125)).toHaveLength(1);
  });
});

describe("a publisher whose end nobody would tell", () => {
  const afterSilence = async (
    seconds: number,
    tellsEnds: boolean,
    changes: Partial<HooksDependencies> = {},
  ) => {
    const door = await openHookDoor({ hooks: [{ ...plainHook, tellsEnds }], ...changes });
    const [first, second] = [await door.mint(publish), await door.mint(publish)];
    await door.say(publishing(first.text));
    door.pass(seconds);
    const client = { ip: "198.51.100.7", userAgent: "FMLE/3.0" };
    return door.say(publishing(second.text, { connectionId: "6", client }));
  };

  test("keeps others out for five minutes after it was last heard of, and no longer", async () => {
    expect(await afterSilence(290, false)).toMatchObject({ reason: "stream-busy" });
    expect(await afterSilence(310, false)).toMatchObject({ outcome: "allowed" });
  });

  test("keeps them out as long as it is there where its server tells", async () => {
    expect(await afterSilence(310, true)).toMatchObject({ reason: "stream-busy" });
  });

  test("keeps them out as long as its server's list tells of it, and for five minutes when that cannot be read", async () => {
    const api = { url: "http://127.0.0.1:9", username: undefined, password: undefined, secret: undefined };
    const servers = [{ ...plainServer, api }];
    const told = { servers, isListLost: () => false };
    expect(await afterSilence(310, false, told)).toMatchObject({ reason: "stream-busy" });
    const lost = { servers, isListLost: (server: string) => server === plainServer.name };
    expect(await afterSilence(290, false, lost)).toMatchObject({ reason: "stream-busy" });
    expect(await afterSilence(310, false, lost)).toMatchObject({ outcome: "allowed" });
  });
});

describe("a client whose server asks about each request", () => {
  test("is held to limits that its stream was given meanwhile", async () => {
    const flow = await openHookDoor();
    let limits: readonly Constraint[] = [];
    const { registry } = flow;
    const door = await openHookDoor({
      ...{ sessions: flow.sessions, connections: flow.connections, checkAccess: flow.enter },
      continueSession: ({ handle, ...changes }) => flow.proceed(handle, changes),
      servers: [{ ...plainServer, needsPublisher: false }],
      registry: {
        application: name => registry.application(name),
        locate(application, segments) {
          const located = registry.locate(application, segments);
          return located && { ...located, stream: { ...located.stream, limits } };
        },
      },
    });
    const { text } = await flow.mint({ ...play, kind: "access" });
    const request = publishing(text, { action: "play", isEachResource: true, connectionId: undefined });
    expect(await door.say(request)).toMatchObject({ outcome: "allowed" });
    limits = [{ kind: "ip", networks: ["198.51.100.0/24"] }];
    expect(await door.say(request)).toMatchObject({ reason: "ip-not-allowed" });
  });
});
