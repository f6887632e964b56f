import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { describeWithPeers, requirePeer } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const run = promisify(execFile);
const PLAYED_SECONDS = "10";

vi.setConfig({ maxConcurrency: 10 });

let server: TestServer;
beforeAll(async () => {
  server = await startSluice();
});
afterAll(() => server.stop());

describeWithPeers(["ffmpeg", "ffprobe"], "FFmpeg under limits of renditions, bindings and hours", () => {
  test.concurrent.each([
    ["demo/clip/index.m3u8", "180"],
    ["demo/clip/manifest.mpd", "180"],
    ["demo/live/index.m3u8", "180"],
  ])("plays %s for 10 s and finds no picture but that of %s lines, with its sound", async (entry, lines) => {
    const { token } = await server.mint({
      kind: "access",
      target: { streams: [entry.split("/").slice(0, 2).join("/")] },
      max_height: 240,
      bind: { to: ["address", "agent"] },
      hours: [{ from: "00:00", to: "24:00" }],
    });
    const url = `${server.url}/${entry}?token=${token}`;
    const shown = ["-v", "error", "-show_entries", "stream=codec_type,height", "-of", "csv=p=0", url];
    const { stdout } = await run(requirePeer("ffprobe").path, shown);
    // Once as the stream's, and once as a programme's.
    expect(new Set(stdout.split("\n").filter(Boolean))).toEqual(new Set(["audio", `video,${lines}`]));
    const played = ["-hide_banner", "-v", "error", "-re", "-i", url, "-t", PLAYED_SECONDS, "-f", "null", "-"];
    const { stderr } = await run(requirePeer("ffmpeg").path, played);
    expect(stderr).toBe("");
  });

  test.concurrent("is refused where its limits leave no picture", async () => {
    const { token } = await server.mint({
      kind: "one-time",
      target: { streams: ["demo/clip"] },
      renditions: ["2160p"],
    });
    const url = `${server.url}/demo/clip/index.m3u8?token=${token}`;
    await expect(
      run(requirePeer("ffmpeg").path, ["-v", "error", "-i", url, "-f", "null", "-"]),
    ).rejects.toThrow("403 Forbidden");
  });
});
