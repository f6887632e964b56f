import { describe, expect, test } from "vitest";
import { answerFor } from "./answer.ts";
import { PARTS_PER_SEGMENT, Track } from "./track.ts";

/** Two segments and two parts of the third. */
function tracksSoFar(): { high: Track; low: Track } {
  const tracks = { high: new Track(), low: new Track() };
  for (const track of Object.values(tracks)) {
    track.init = Buffer.from("init");
    for (let part = 0; part < 2 * PARTS_PER_SEGMENT + 2; part++) track.append(Buffer.from(`<${part}>`));
  }
  return tracks;
}

const nobodyLeaves = new AbortController().signal;

function ask(tracks: Readonly<Record<string, Track>>, target: string, gone = nobodyLeaves) {
  const [, rendition = "", file = "", query = ""] = /^(\w+)\/([^?]*)\??(.*)$/.exec(target) ?? [];
  return answerFor(tracks, { rendition, file, query: new URLSearchParams(query) }, gone);
}

const isPending = (work: Promise<unknown>) =>
  Promise.race([work.then(() => false), new Promise<boolean>(resolve => setTimeout(resolve, 30, true))]);

describe("the low-latency origin", () => {
  test.each([
    ["high/init.mp4", "init"],
    ["high/seg-1.m4s", "<4><5><6><7>"],
    ["low/seg-2.1.m4s", "<9>"],
  ])("answers %s at once", async (target, text) => {
    const { status, body } = await ask(tracksSoFar(), target);
    expect([status, String(body)]).toEqual([200, text]);
  });

  test.each(["none/index.m3u8", "high/seg-2.m4s", "high/seg-9.0.m4s", "high/seg-2.3.m4s", "high/other.txt"])(
    "has no %s",
    async target => expect((await ask(tracksSoFar(), target)).status).toBe(404),
  );

  test.each(["_HLS_part=1", "_HLS_msn=x", "_HLS_msn=2&_HLS_part=-1", "_HLS_msn=5"])(
    "refuses a reload that asks for %s",
    async query => expect((await ask(tracksSoFar(), `high/index.m3u8?${query}`)).status).toBe(400),
  );

  test.each([
    ["_HLS_msn=2&_HLS_part=2", 1],
    ["_HLS_msn=2", 2],
    ["_HLS_msn=1&_HLS_part=6", 1],
    ["_HLS_msn=3&_HLS_part=0", 3],
  ])("holds a reload for %s until %d more parts are there", async (query, parts) => {
    const tracks = tracksSoFar();
    const reload = ask(tracks, `high/index.m3u8?${query}`);
    for (let part = 0; part < parts; part++) {
      expect(await isPending(reload)).toBe(true);
      tracks.high.append(Buffer.from("new"));
    }
    expect((await reload).status).toBe(200);
  });

  test("answers a reload for what is there at once, and without a question too", async () => {
    for (const query of ["", "_HLS_msn=2&_HLS_part=1", "_HLS_msn=0"]) {
      expect((await ask(tracksSoFar(), `high/index.m3u8?${query}`)).status).toBe(200);
    }
  });

  test("holds the part that it hints at until it is there", async () => {
    const tracks = tracksSoFar();
    const part = ask(tracks, "high/seg-2.2.m4s");
    expect(await isPending(part)).toBe(true);
    tracks.high.append(Buffer.from("fresh"));
    expect(String((await part).body)).toBe("fresh");
  });

  test("lets go of a reload whose client has left", async () => {
    const client = new AbortController();
    const reload = ask(tracksSoFar(), "high/index.m3u8?_HLS_msn=3&_HLS_part=0", client.signal);
    expect(await isPending(reload)).toBe(true);
    client.abort();
    expect((await reload).status).toBe(503);
  });
});
