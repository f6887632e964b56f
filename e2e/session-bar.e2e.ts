import { expect, onTestFinished, test } from "vitest";
import { startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath, sessionsOf, usesOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
const BAR_SECONDS = 60;
/** The last question before the bar is lifted: a busy machine may be late with it. */
const BEFORE_SECONDS = 8;

test("the bar on an ended session's viewer is lifted after 60 s", async () => {
  const running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/a` } } }));
  onTestFinished(() => running.stop());
  const { server, origin } = running;
  putStream(origin, "/a/long", "vod");
  const target = { streams: ["film/long"] };
  const token = await server.mint({ target, kind: "access", max_uses: 5 });
  const path = entryPath("film/long", "hls", token);
  const viewer = createViewer(server);
  await enter(viewer, path);
  const [session] = await sessionsOf(server, token);
  expect((await server.api("DELETE", `/v1/sessions/${session?.id}`)).status).toBe(204);
  await sleep((BAR_SECONDS - BEFORE_SECONDS) * SECOND);
  expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "session-ended" });
  await sleep((BEFORE_SECONDS + 1) * SECOND);
  await enter(viewer, path);
  expect(await usesOf(server, token)).toBe(2);
});

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
