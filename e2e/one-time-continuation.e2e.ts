import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { type EntryName, putStream } from "./support/origin-media.ts";
import type { MintedToken } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath, isAdmitted, sessionsOf, usesOf } from "./support/viewer-token.ts";

const GRACE_SECONDS = 1;
/** Until the grace is over, in whole seconds as the server counts them. */
const GRACE_OVER_MILLISECONDS = (GRACE_SECONDS + 1) * 1_000 + 100;
/** Refreshes that a holder has in a minute. */
const REFRESHES = 90;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  const grace = { seconds: GRACE_SECONDS, repeats: 3 };
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` }, grace },
    cam: { kind: "live", origin: { url: `${url}/cam` }, grace },
  }));
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

const others = () => [
  createViewer(running.server, { agent: "Other/1.0" }),
  createViewer(running.server, { address: "127.9.0.1" }),
  createViewer(running.server, { agent: "Other/1.0", address: "127.9.0.1" }),
];

describe.concurrent("when the grace is over", () => {
  test("the holder may refresh a live MPD for as long as its session lives, nobody else may", async () => {
    const { path, token, where, holder } = await entered("cam", "dash");
    await sleep(GRACE_OVER_MILLISECONDS);
    for (let refresh = 0; refresh < 5; refresh++) {
      expect(await enter(holder, path)).toBe(where);
      for (const other of others()) {
        expect(await other.ask(path)).toMatchObject({ status: 403, reason: "token-already-used" });
      }
      await sleep(300);
    }
    expect((await holder.ask(where)).status).toBe(200);
    await expectOneSession(token);
  });

  test("refreshes of a live MPD are capped by rate, and the session plays on", async () => {
    const { path, token, where, holder } = await entered("cam", "dash");
    await sleep(GRACE_OVER_MILLISECONDS);
    const replies = await Promise.all(Array.from({ length: 2 * REFRESHES }, () => holder.ask(path)));
    expect(replies.filter(isAdmitted)).toHaveLength(REFRESHES);
    const refused = replies.filter(reply => reply.reason === "too-many-requests");
    expect(refused.map(reply => reply.status)).toEqual(Array.from({ length: REFRESHES }, () => 429));
    expect(refused[0]?.headers["retry-after"]).toBeDefined();
    expect((await holder.ask(where)).status).toBe(200);
    await expectOneSession(token);
  });

  test("the holder may seek in an MP4 from its entry, and start it again no more; nobody else may", async () => {
    const { path, token, where, holder } = await entered("film", "mp4");
    await sleep(GRACE_OVER_MILLISECONDS);
    for (const start of [1, 1_000, 150_000, 199_999]) {
      const headers = { range: `bytes=${start}-` };
      const reply = await holder.ask(path, { headers });
      expect([reply.status, reply.headers.location]).toEqual([302, where]);
      for (const other of others()) {
        expect((await other.ask(path, { headers })).reason).toBe("token-already-used");
      }
    }
    for (const headers of [{}, { range: "bytes=0-" }, { range: "bytes=-500" }]) {
      expect((await holder.ask(path, { headers })).reason).toBe("token-already-used");
    }
    expect((await holder.ask(where)).status).toBe(200);
    await expectOneSession(token);
  });

  const final: readonly (readonly [what: string, application: "film" | "cam", entry: EntryName])[] = [
    ["a static MPD", "film", "dash"],
    ["a VoD playlist", "film", "hls"],
    ["a live playlist", "cam", "hls"],
  ];

  test.each(final)(
    "%s opens for its holder no more, while its session plays on",
    async (_, application, entry) => {
      const { path, token, where, holder } = await entered(application, entry);
      await sleep(GRACE_OVER_MILLISECONDS);
      const headers = { range: "bytes=1-" };
      expect(await holder.ask(path)).toMatchObject({ status: 403, reason: "token-already-used" });
      expect(await holder.ask(path, { headers })).toMatchObject({
        status: 403,
        reason: "token-already-used",
      });
      expect((await holder.ask(where)).status).toBe(200);
      await expectOneSession(token);
    },
  );
});

test("a refresh of an ended session is refused, and makes no second session", async () => {
  const { path, token, holder } = await entered("cam", "dash");
  const [session] = await sessionsOf(running.server, token);
  expect((await running.server.api("DELETE", `/v1/sessions/${session?.id}`)).status).toBe(204);
  expect(await holder.ask(path)).toMatchObject({ status: 403, reason: "session-ended" });
  for (const other of others()) expect((await other.ask(path)).reason).toBe("token-already-used");
  await expectOneSession(token);
});

async function entered(application: "film" | "cam", entry: EntryName) {
  streams += 1;
  const stream = `${application}/s${streams}`;
  putStream(running.origin, `/${stream}`, application === "cam" ? "live" : "vod");
  const token = await running.server.mint({ target: { streams: [stream] } });
  const path = entryPath(stream, entry, token);
  const holder = createViewer(running.server);
  return { path, token, holder, where: await enter(holder, path) };
}

async function expectOneSession(token: MintedToken): Promise<void> {
  expect(await usesOf(running.server, token)).toBe(1);
  expect(await sessionsOf(running.server, token)).toHaveLength(1);
}
