import { describe, expect, test, vi } from "vitest";
import type { Engine, EngineTask, EngineTrouble } from "./engines/engine.ts";
import { Playback } from "./playback.ts";
import type { Refusal } from "./refusal.ts";
import type { PlaySession } from "./session.ts";
import type { Probe } from "./session-client.ts";

const session: PlaySession = {
  id: "ses_1",
  url: "https://media.example/s/h/demo/clip/index.m3u8",
  format: "hls",
  kind: "vod",
  expiresAtSeconds: null,
  clockAheadSeconds: 0,
  annotations: [],
};
const revoked = '{"reason":"token-revoked","title":"Access was withdrawn","ref":"K7M2Q9XH4T"}';

/** A playback on a video and an engine that only count; `trouble` is what the engine would report. */
function start(answer: Probe, canMove = true) {
  const tasks: EngineTask[] = [];
  const detach = vi.fn();
  const moveTo = vi.fn(() => canMove);
  const engine: Engine = {
    id: "hls.js",
    format: "hls",
    isSupported: () => true,
    attach: task => {
      tasks.push(task);
      return { detach, moveTo };
    },
  };
  const video = { paused: false, currentTime: 42, pause: vi.fn(), play: vi.fn(async () => {}) };
  const probe = vi.fn(async () => answer);
  const onOver = vi.fn<(refusal: Refusal) => void>();
  const onStalled = vi.fn<(isStalled: boolean) => void>();
  const playback = new Playback({
    video: video as unknown as HTMLVideoElement,
    session,
    token: "tok",
    engine,
    startSeconds: undefined,
    client: { open: vi.fn(), probe },
    onOver,
    onStalled,
  });
  const trouble = async (what: EngineTrouble) => {
    tasks.at(-1)?.onTrouble(what);
    await new Promise(resolve => setTimeout(resolve));
  };
  return { playback, trouble, tasks, detach, moveTo, video, probe, onOver, onStalled };
}
const alive: Probe = { outcome: "alive" };

describe("a playback", () => {
  test("stops on the first refused request, with the reason that came with it", async () => {
    const { trouble, video, probe, onOver } = start(alive);
    await trouble({ kind: "status", status: 403, body: revoked });
    expect(video.pause).toHaveBeenCalled();
    expect(onOver).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: "token-revoked" }));
    expect(probe).not.toHaveBeenCalled();
  });

  test("asks for the reason when the refused request brought none", async () => {
    const refusal = { reason: "session-ended", title: "", detail: "", ref: "R", status: 403 };
    const { trouble, onOver } = start({
      outcome: "refused",
      refusal: { ...refusal, retryAfterSeconds: undefined },
    });
    await trouble({ kind: "status", status: 403, body: "" });
    expect(onOver).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: "session-ended" }));
  });

  test("ends once, whatever fails after that", async () => {
    const { trouble, onOver } = start(alive);
    await trouble({ kind: "status", status: 403, body: revoked });
    await trouble({ kind: "media" });
    expect(onOver).toHaveBeenCalledTimes(1);
  });

  test("loads again where it was when the network failed and the session is well", async () => {
    const { trouble, tasks, detach, video, onOver } = start(alive);
    await trouble({ kind: "network" });
    expect(detach).toHaveBeenCalledTimes(1);
    expect(tasks.at(-1)?.startSeconds).toBe(42);
    expect(video.play).toHaveBeenCalled();
    expect(onOver).not.toHaveBeenCalled();
  });

  test("gives up after three new starts in a minute", async () => {
    const { trouble, onOver } = start(alive);
    for (let failures = 0; failures < 4; failures += 1) await trouble({ kind: "network" });
    expect(onOver).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: "media-broken" }));
  });

  test("says so when the server is out of reach", async () => {
    const { trouble, onOver } = start({ outcome: "unreachable" });
    await trouble({ kind: "network" });
    expect(onOver).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ reason: "network-unreachable" }),
    );
  });

  /** Nothing arrives for half a minute, and the engine does not complain. */
  async function wait(playing: ReturnType<typeof start>): Promise<void> {
    Object.assign(playing.video, { readyState: 2 });
    await vi.advanceTimersByTimeAsync(30_000);
  }

  test.each([
    ["media-late", alive],
    ["network-unreachable", { outcome: "unreachable" }],
  ] satisfies [string, Probe][])(
    "says %s when nothing more arrives, after asking, and does not begin anew",
    async (reason, answer) => {
      vi.useFakeTimers();
      vi.stubGlobal("navigator", { onLine: true });
      const silent = start({ outcome: "alive" });
      silent.probe.mockImplementation(async () => (silent.onStalled.mock.calls.length > 0 ? answer : alive));
      await wait(silent);
      vi.unstubAllGlobals();
      vi.useRealTimers();
      expect(silent.onStalled).toHaveBeenCalledWith(true);
      expect(silent.onOver).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason }));
      expect(silent.tasks).toHaveLength(1);
      silent.playback.stop();
    },
  );

  const next: PlaySession = {
    ...session,
    id: "ses_2",
    url: "https://media.example/s/h2/demo/clip/index.m3u8",
  };

  test("goes over to another session without touching the video, where its engine can", async () => {
    const { playback, moveTo, detach, tasks, video, probe, trouble } = start(alive);
    playback.moveTo(next, "new");
    expect(moveTo).toHaveBeenCalledExactlyOnceWith({ url: next.url, token: "new" });
    expect(detach).not.toHaveBeenCalled();
    expect(video.pause).not.toHaveBeenCalled();
    expect(tasks).toHaveLength(1);
    await trouble({ kind: "network" });
    expect(probe).toHaveBeenCalledWith(next);
  });

  test("begins the other session where it was, where its engine cannot", () => {
    const { playback, detach, tasks, video } = start(alive, false);
    playback.moveTo(next, "new");
    expect(detach).toHaveBeenCalledTimes(1);
    expect(tasks.at(-1)).toMatchObject({ url: next.url, token: "new", startSeconds: 42 });
    expect(video.play).toHaveBeenCalled();
  });

  test("hears no refusal of a session that it left while it asked", async () => {
    const { playback, probe, tasks, onOver } = start(alive);
    const refusal = { reason: "token-expired", title: "", detail: "", ref: "R", status: 403 };
    probe.mockImplementationOnce(async () => {
      playback.moveTo(next, "new");
      return { outcome: "refused", refusal: { ...refusal, retryAfterSeconds: undefined } };
    });
    tasks.at(-1)?.onTrouble({ kind: "network" });
    await new Promise(resolve => setTimeout(resolve));
    expect(onOver).not.toHaveBeenCalled();
  });

  test("that was stopped hears nothing more", async () => {
    const { playback, trouble, onOver, detach } = start(alive);
    playback.stop();
    playback.stop();
    await trouble({ kind: "media" });
    expect(onOver).not.toHaveBeenCalled();
    expect(detach).toHaveBeenCalledTimes(1);
  });
});
