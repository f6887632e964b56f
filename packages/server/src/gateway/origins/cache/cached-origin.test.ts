import { once } from "node:events";
import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { OriginReply } from "../origin.ts";
import { unavailable } from "../unavailable.ts";
import { arriving, scriptedOrigin, segment, textOf } from "./testing/scripted-origin.ts";

const maxAge = { cacheControl: "max-age=60" };
const reasonOf = (reply: OriginReply) => (reply.outcome === "media" ? reply.status : reply.reason);
const bodyOf = (reply: OriginReply): Readable => {
  if (reply.outcome === "media" && reply.body instanceof Readable) return reply.body;
  throw new Error("no stream");
};

describe("a segment in memory", () => {
  test("is asked of the origin once, however many want it at once and later", async () => {
    const script = scriptedOrigin(() => segment("media", maxAge));
    const replies = await Promise.all(Array.from({ length: 100 }, () => script.get("a/1.ts")));
    expect(new Set(await Promise.all(replies.map(textOf)))).toEqual(new Set(["media"]));
    expect(await textOf(await script.get("a/1.ts"))).toBe("media");
    expect(script.asked).toHaveLength(1);
    expect(script.surroundings.tally).toMatchObject({ misses: 1, shared: 99, hits: 1 });
  });

  test("is found at once while it is fresh, and not after that", async () => {
    const script = scriptedOrigin(() => segment("media", maxAge));
    expect(script.cached.fresh("a/1.ts")).toBeUndefined();
    await textOf(await script.get("a/1.ts"));
    expect(script.cached.fresh("a/1.ts")?.bytes.toString()).toBe("media");
    script.pass(60_000);
    expect(script.cached.fresh("a/1.ts")).toBeUndefined();
  });

  test("answers ranges, conditions and HEAD as the origin would", async () => {
    const script = scriptedOrigin(() => segment("0123456789", maxAge));
    await textOf(await script.get("a/1.ts"));
    const etag = '"10-0123"';
    const part = await script.get("a/1.ts", { range: { start: 2, end: 4 } });
    expect(part).toMatchObject({ status: 206, contentRange: "bytes 2-4/10", contentLength: 3 });
    expect(await textOf(part)).toBe("234");
    expect(await textOf(await script.get("a/1.ts", { range: { suffix: 2 } }))).toBe("89");
    expect(
      await textOf(await script.get("a/1.ts", { range: { start: 8, end: undefined }, ifRange: etag })),
    ).toBe("89");
    expect(await textOf(await script.get("a/1.ts", { range: { start: 8, end: 9 }, ifRange: '"old"' }))).toBe(
      "0123456789",
    );
    expect(reasonOf(await script.get("a/1.ts", { range: { start: 10, end: 11 } }))).toBe(
      "range-not-satisfiable",
    );
    expect(await script.get("a/1.ts", { ifNoneMatch: etag })).toMatchObject({ status: 304, body: undefined });
    expect(await script.get("a/1.ts", { method: "HEAD" })).toMatchObject({
      contentLength: 10,
      body: undefined,
    });
    expect(script.asked).toHaveLength(1);
  });

  test("that is no longer fresh is checked by its ETag, once for all who wait, and kept when it is the same", async () => {
    const script = scriptedOrigin(({ ifNoneMatch }) =>
      ifNoneMatch === '"5-medi"'
        ? segment("", { ...maxAge, status: 304, body: undefined })
        : segment("media", maxAge),
    );
    await textOf(await script.get("a/1.ts"));
    script.pass(61_000);
    const replies = await Promise.all([
      script.get("a/1.ts"),
      script.get("a/1.ts", { range: { start: 0, end: 0 } }),
    ]);
    expect(await Promise.all(replies.map(textOf))).toEqual(["media", "m"]);
    expect(script.asked.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([undefined, '"5-medi"']);
    script.pass(59_000);
    expect(script.cached.fresh("a/1.ts")).toBeDefined();
  });

  test("whose name the origin has used again is replaced", async () => {
    let text = "first";
    const script = scriptedOrigin(() => segment(text));
    expect(await textOf(await script.get("live/seg-0.ts"))).toBe("first");
    text = "second";
    script.pass(1_500);
    expect(await textOf(await script.get("live/seg-0.ts"))).toBe("second");
    expect(await textOf(await script.get("live/seg-0.ts"))).toBe("second");
  });

  test("that the origin has taken away is gone with its freshness", async () => {
    const script = scriptedOrigin(() => segment("media"));
    await textOf(await script.get("a/1.ts"));
    script.answer = () => unavailable("media-not-found");
    script.pass(1_500);
    expect(reasonOf(await script.get("a/1.ts"))).toBe("media-not-found");
  });

  test("is one for each query that the origin is sent, and for origins without queries one", async () => {
    for (const [kind, questions] of [
      ["http", 2],
      ["folder", 1],
    ] as const) {
      const script = scriptedOrigin(() => segment("media", maxAge), { kind });
      for (const query of ["_HLS_msn=1", "_HLS_msn=2", "_HLS_msn=1"]) {
        await textOf(await script.get("a/1.ts", { query }));
      }
      expect(script.asked, kind).toHaveLength(questions);
    }
  });

  test("is never another origin's", async () => {
    const one = scriptedOrigin(() => segment("one", maxAge));
    const other = scriptedOrigin(() => segment("other", maxAge));
    expect(await textOf(await one.get("a/1.ts"))).toBe("one");
    expect(await textOf(await other.get("a/1.ts"))).toBe("other");
  });

  test("of a folder is looked at again after a second", async () => {
    const script = scriptedOrigin(() => segment("media", { lastModified: "Thu, 01 Jan 2015 00:00:00 GMT" }), {
      kind: "folder",
    });
    await textOf(await script.get("a/1.ts"));
    script.pass(900);
    await textOf(await script.get("a/1.ts"));
    expect(script.asked).toHaveLength(1);
    script.pass(200);
    await textOf(await script.get("a/1.ts"));
    expect(script.asked[1]?.ifNoneMatch).toBe('"5-medi"');
  });

  test("of a closed origin takes no room", async () => {
    const script = scriptedOrigin(() => segment("media", maxAge));
    await textOf(await script.get("a/1.ts"));
    await script.cached.close();
    expect(script.surroundings.memory.usedBytes()).toBe(0);
  });
});

describe("a part that is asked for by its range", () => {
  const whole = "0123456789";
  const partly = scriptedOrigin(({ range }) => {
    const { start = 0, end = 0 } = range && "start" in range ? range : {};
    const contentRange = `bytes ${start}-${end}/10`;
    return segment(whole.slice(start, end + 1), { ...maxAge, status: 206, contentRange });
  });

  test("is fetched as that part, never as the whole, and once for all", async () => {
    const range = { start: 2, end: 4 };
    const replies = await Promise.all([partly.get("film.mp4", { range }), partly.get("film.mp4", { range })]);
    expect(await Promise.all(replies.map(textOf))).toEqual(["234", "234"]);
    const later = await partly.get("film.mp4", { range });
    expect(later).toMatchObject({ status: 206, contentRange: "bytes 2-4/10", contentLength: 3 });
    expect(await textOf(later)).toBe("234");
    expect(partly.asked.map(request => request.range)).toEqual([range]);
  });

  test("is never taken for a file whose name looks like it", async () => {
    const before = partly.asked.length;
    await partly.get("film.mp4 2-4");
    expect(partly.asked).toHaveLength(before + 1);
  });

  test("is not given to a client that holds another version", async () => {
    const range = { start: 1, end: 3 };
    const part = { status: 206, contentRange: "bytes 1-3/9", etag: '"new"' } as const;
    const origin = scriptedOrigin(({ range: asked }) => (asked ? segment("bcd", part) : segment("whole")));
    await textOf(await origin.get("film.mp4", { range }));
    expect(await origin.get("film.mp4", { range, ifRange: '"new"' })).toMatchObject({ status: 206 });
    expect(origin.asked).toHaveLength(1);
    await origin.get("film.mp4", { range, ifRange: '"old"' });
    expect(origin.asked[1]).toMatchObject({ ifRange: '"old"' });
  });

  test("goes to the origin as it is when it has no end, or conditions", async () => {
    const before = partly.asked.length;
    const open = { range: { start: 5, end: undefined } };
    const conditional = { range: { start: 6, end: 7 }, ifRange: '"x"' };
    for (const more of [open, open, conditional, conditional]) await partly.get("film.mp4", more);
    expect(partly.asked).toHaveLength(before + 4);
    expect(partly.surroundings.tally.passed).toBe(4);
  });
});

describe("what is not kept", () => {
  test("media that the origin forbids to keep goes to each who asks by itself", async () => {
    for (const cacheControl of ["no-store", "private, max-age=60"]) {
      const script = scriptedOrigin(() => segment("media", { cacheControl }));
      const replies = await Promise.all([script.get("a/1.ts"), script.get("a/1.ts")]);
      expect(await Promise.all(replies.map(textOf))).toEqual(["media", "media"]);
      await textOf(await script.get("a/1.ts"));
      expect(script.asked).toHaveLength(3);
      expect(script.surroundings.memory.usedBytes()).toBe(0);
    }
  });

  test("an absence is one answer for those who wait for it, and asked for again by the next", async () => {
    const script = scriptedOrigin(() => unavailable("media-not-found"));
    const replies = await Promise.all([script.get("a/9.ts"), script.get("a/9.ts")]);
    expect(replies.map(reasonOf)).toEqual(["media-not-found", "media-not-found"]);
    expect(script.asked).toHaveLength(1);
    script.answer = () => segment("media", maxAge);
    expect(await textOf(await script.get("a/9.ts"))).toBe("media");
  });

  test("media that is longer than an eighth of the room is passed through, to each its own", async () => {
    const script = scriptedOrigin(() => segment("x".repeat(10_001), maxAge));
    const replies = await Promise.all([script.get("a/1.ts"), script.get("a/1.ts")]);
    expect((await Promise.all(replies.map(textOf))).map(text => text.length)).toEqual([10_001, 10_001]);
    expect(script.asked).toHaveLength(2);
    expect(script.surroundings.memory.usedBytes()).toBe(0);
  });

  test("media that breaks off is cut for those who read it, and not kept", async () => {
    const { media, source } = arriving({ contentLength: 10, ...maxAge });
    const script = scriptedOrigin(() => media);
    const reply = await script.get("a/1.ts");
    source.write("01234");
    source.end();
    await expect(textOf(reply)).rejects.toThrow("broke off");
    expect(script.cached.fresh("a/1.ts")).toBeUndefined();
    expect(script.surroundings.memory.usedBytes()).toBe(0);
  });

  test("a manifest is not the cache's", async () => {
    const script = scriptedOrigin(() => segment("#EXTM3U", maxAge));
    await script.get("a/index.m3u8");
    await script.get("a/index.m3u8");
    expect(script.asked).toHaveLength(2);
  });
});

describe("a segment that is just being made", () => {
  test("goes to everybody as it comes, from its first byte, with one question", async () => {
    const { media, source } = arriving(maxAge);
    const script = scriptedOrigin(() => media);
    const early = bodyOf(await script.get("live/part-1.m4s"));
    source.write("first ");
    expect(String((await once(early, "data"))[0])).toBe("first ");
    const late = await script.get("live/part-1.m4s");
    source.end("second");
    expect(await textOf(late)).toBe("first second");
    expect(script.asked).toHaveLength(1);
    expect(script.cached.fresh("live/part-1.m4s")?.bytes.toString()).toBe("first second");
  });

  test("is not disturbed by a viewer who leaves before or after its head", async () => {
    const { media, source } = arriving(maxAge);
    const answer = Promise.withResolvers<typeof media>();
    const script = scriptedOrigin(() => answer.promise);
    const leaver = new AbortController();
    const left = script.get("live/1.ts", { signal: leaver.signal });
    const stays = script.get("live/1.ts");
    const leaves = script.get("live/1.ts");
    leaver.abort();
    expect(reasonOf(await left)).toBe("origin-error");
    answer.resolve(media);
    bodyOf(await leaves).destroy();
    source.end("whole");
    expect(await textOf(await stays)).toBe("whole");
    expect(script.asked[0]?.signal.aborted).toBe(false);
  });

  test("is given up when the last viewer has left before its head", async () => {
    const script = scriptedOrigin(() => new Promise<OriginReply>(() => {}));
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = [one, other].map(({ signal }) => script.get("live/1.ts", { signal }));
    one.abort();
    await turn();
    expect(script.asked[0]?.signal.aborted).toBe(false);
    other.abort();
    await Promise.all(waiting);
    expect(script.asked[0]?.signal.aborted).toBe(true);
  });

  test("is given up when the last viewer has left in the middle, and fetched anew for the next", async () => {
    const { media, source } = arriving(maxAge);
    const script = scriptedOrigin(() => media);
    const bodies = [bodyOf(await script.get("live/1.ts")), bodyOf(await script.get("live/1.ts"))];
    source.write("begin");
    bodies[0]?.destroy();
    await turn();
    expect(source.destroyed).toBe(false);
    bodies[1]?.destroy();
    await turn();
    expect(source.destroyed).toBe(true);
    expect(script.surroundings.memory.usedBytes()).toBe(0);
    script.answer = () => segment("whole", maxAge);
    expect(await textOf(await script.get("live/1.ts"))).toBe("whole");
  });

  test("that nobody takes any more is let go, kept or not", async () => {
    for (const cacheControl of ["max-age=60", "no-store"]) {
      const { media, source } = arriving({ cacheControl });
      const answer = Promise.withResolvers<typeof media>();
      const script = scriptedOrigin(() => answer.promise);
      const leaver = new AbortController();
      const left = script.get("live/1.ts", { signal: leaver.signal });
      answer.resolve(media);
      leaver.abort();
      await left;
      await turn();
      await turn();
      expect(source.destroyed, cacheControl).toBe(true);
    }
  });
});
