import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { hold, type OriginAnswer, send, sendStatus } from "./support/origin-server.ts";

const MIB = 1024 * 1024;
const PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nseg-1.ts\n#EXT-X-ENDLIST\n";
const HLS = "application/vnd.apple.mpegurl";
const TS = "video/mp2t";

/** A segment as an origin that lets it be kept sends it. */
function kept(body: Buffer): OriginAnswer {
  return (request, response) => {
    response.setHeader("cache-control", "max-age=600");
    send(TS, body)(request, response);
  };
}

describe("segments that viewers share", () => {
  let stage: ServerWithOrigin;
  beforeAll(async () => {
    stage = await startWithOrigin(url => ({
      tv: { kind: "vod", origin: { url: `${url}/tv` } },
      other: { kind: "vod", origin: { url: `${url}/tv` } },
      plain: { kind: "vod", origin: { url: `${url}/tv` }, segment_cache: false },
    }));
    stage.origin.set("/tv/film/index.m3u8", send(HLS, PLAYLIST));
  });
  afterAll(() => stage?.stop());

  interface Viewer {
    readonly tokenId: string;
    /** Where the session's files are. */
    readonly root: string;
  }

  async function enter(application = "tv"): Promise<Viewer> {
    const { id, urls } = await stage.server.mint({ target: { streams: [`${application}/film`] } });
    const playlist = await (await fetch(urls.hls)).text();
    const root = new RegExp(`/s/[^/]+/${application}/film/`).exec(playlist)?.[0];
    if (root === undefined) throw new Error(`no session in ${playlist}`);
    return { tokenId: id, root: stage.server.url + root };
  }
  const enterMany = (count: number, application?: string) =>
    Promise.all(Array.from({ length: count }, () => enter(application)));
  async function revoke({ tokenId }: Viewer): Promise<void> {
    const { status } = await stage.server.api("DELETE", `/v1/tokens/${tokenId}`);
    expect(status).toBe(204);
  }

  test("the origin sees each segment once for 100 viewers, of whom the one who is revoked gets none", async () => {
    const viewers = await enterMany(100);
    const names = ["a-1.ts", "a-2.ts", "a-3.ts"];
    for (const name of names) stage.origin.set(`/tv/film/${name}`, kept(Buffer.from(`bytes of ${name}`)));
    const [revoked, ...others] = viewers;
    if (revoked === undefined) throw new Error("nobody came");
    expect((await fetch(`${revoked.root}a-1.ts`)).status).toBe(200);
    await revoke(revoked);
    for (const name of names) {
      const answers = await Promise.all(others.map(({ root }) => fetch(root + name)));
      const texts = await Promise.all(answers.map(answer => answer.text()));
      expect(new Set(texts)).toEqual(new Set([`bytes of ${name}`]));
      const caching = new Set(answers.map(answer => answer.headers.get("cache-control")));
      expect(caching).toEqual(new Set(["private, no-cache"]));
      const refused = await fetch(revoked.root + name);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ reason: "token-revoked" });
      expect(stage.origin.hits(`/tv/film/${name}`), name).toBe(1);
    }
  });

  test("the same holds for viewers whose players tell of themselves in the query (CMCD)", async () => {
    stage.origin.set("/tv/film/told.ts", kept(Buffer.from("told")));
    for (const [index, { root }] of (await enterMany(5)).entries()) {
      const answer = await fetch(`${root}told.ts?CMCD=bl%3D${index}00%2Csid%3D%22${index}%22`);
      expect(await answer.text()).toBe("told");
    }
    expect(stage.origin.hits("/tv/film/told.ts")).toBe(1);
  });

  test("a segment in memory opens with no other's handle: another stream's, an altered one, none", async () => {
    stage.origin.set("/tv/film/b.ts", kept(Buffer.from("b")));
    const viewer = await enter();
    const stranger = await enter("other");
    for (let time = 0; time < 2; time += 1) expect((await fetch(`${viewer.root}b.ts`)).status).toBe(200);
    const handle = /\/s\/([^/]+)\//.exec(stranger.root)?.[1] ?? "";
    const answers = [
      viewer.root.replace(/\/s\/[^/]+\//, `/s/${handle}/`),
      viewer.root.replace(/\/s\/(.)/, (_all, first) => `/s/${first === "A" ? "B" : "A"}`),
      viewer.root.replace(/\/s\/[^/]+\//, "/"),
    ].map(async root => (await fetch(`${root}b.ts`)).status);
    expect(await Promise.all(answers)).toEqual([403, 403, 401]);
  });

  test("viewers who want a segment that is just being made get it as it comes, by one question", async () => {
    const begin = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    stage.origin.set("/tv/film/edge.ts", (_request, response) => {
      void begin.promise.then(() => {
        response.writeHead(200, { "content-type": TS, "cache-control": "max-age=600" });
        response.write("first ");
      });
      void finish.promise.then(() => response.end("second"));
    });
    const viewers = await enterMany(30);
    const leaver = new AbortController();
    const left = fetch(`${(await enter()).root}edge.ts`, { signal: leaver.signal }).catch(() => "left");
    const asked = viewers.map(({ root }) => fetch(`${root}edge.ts`));
    while (stage.origin.hits("/tv/film/edge.ts") === 0) await sleep(5);
    leaver.abort();
    expect(await left).toBe("left");
    begin.resolve();
    const bodies = (await Promise.all(asked)).map(answer => {
      if (answer.body === null) throw new Error("no body");
      return answer.body.pipeThrough(new TextDecoderStream()).getReader();
    });
    const firsts = await Promise.all(bodies.map(body => body.read()));
    expect(new Set(firsts.map(({ value }) => value))).toEqual(new Set(["first "]));
    finish.resolve();
    const seconds = await Promise.all(bodies.map(body => body.read()));
    expect(new Set(seconds.map(({ value }) => value))).toEqual(new Set(["second"]));
    expect(stage.origin.hits("/tv/film/edge.ts")).toBe(1);
    expect(await (await fetch(`${viewers[0]?.root}edge.ts`)).text()).toBe("first second");
    expect(stage.origin.hits("/tv/film/edge.ts")).toBe(1);
  });

  test("the origin is let go when the last viewer of a segment has left", async () => {
    const { answer, arrived } = hold(sendStatus(404));
    const closed = Promise.withResolvers<void>();
    stage.origin.set("/tv/film/slow.ts", (request, response) => {
      response.on("close", () => closed.resolve());
      answer(request, response);
    });
    const [one, other] = [new AbortController(), new AbortController()];
    const viewers = await enterMany(2);
    const asked = [one, other].map(({ signal }, at) =>
      fetch(`${viewers[at]?.root}slow.ts`, { signal }).catch(() => "left"),
    );
    await arrived();
    one.abort();
    const isOver = await Promise.race([closed.promise.then(() => true), sleep(300).then(() => false)]);
    expect(isOver).toBe(false);
    other.abort();
    await closed.promise;
    expect(await Promise.all(asked)).toEqual(["left", "left"]);
  });

  test("a segment that is not there yet is asked for again, as soon as it may be", async () => {
    const { root } = await enter();
    expect((await fetch(`${root}next.ts`)).status).toBe(404);
    stage.origin.set("/tv/film/next.ts", kept(Buffer.from("next")));
    expect(await (await fetch(`${root}next.ts`)).text()).toBe("next");
  });

  test("ranges, conditions and HEAD are answered from memory; a part that is not there is asked for alone", async () => {
    const { root } = await enter();
    const ranges: (string | undefined)[] = [];
    stage.origin.set("/tv/film/big.mp4", (request, response) => {
      ranges.push(request.headers.range);
      response.writeHead(206, {
        "content-type": "video/mp4",
        "content-range": "bytes 5-9/5000000000",
        "content-length": 5,
      });
      response.end("56789");
    });
    const part = await fetch(`${root}big.mp4`, { headers: { range: "bytes=5-9" } });
    expect([part.status, await part.text()]).toEqual([206, "56789"]);
    expect(ranges).toEqual(["bytes=5-9"]);

    stage.origin.set("/tv/film/c.ts", (request, response) => {
      response.setHeader("etag", '"c"');
      kept(Buffer.from("0123456789"))(request, response);
    });
    await (await fetch(`${root}c.ts`)).text();
    const ask = (headers: Record<string, string>, method = "GET") =>
      fetch(`${root}c.ts`, { method, headers });
    const middle = await ask({ range: "bytes=2-4" });
    expect([middle.status, await middle.text()]).toEqual([206, "234"]);
    expect(middle.headers.get("content-range")).toBe("bytes 2-4/10");
    expect((await ask({ "if-none-match": '"c"' })).status).toBe(304);
    expect((await ask({ range: "bytes=10-" })).status).toBe(416);
    expect((await ask({}, "HEAD")).headers.get("content-length")).toBe("10");
    expect(await (await ask({ range: "bytes=2-4", "if-range": '"old"' })).text()).toBe("0123456789");
    expect(stage.origin.hits("/tv/film/c.ts")).toBe(1);
  });

  test("a session that ends in the middle of a segment is cut within a second, though it comes from memory", async () => {
    stage.origin.set("/tv/film/large.ts", kept(Buffer.alloc(24 * MIB, 1)));
    const [viewer, witness] = await enterMany(2);
    if (viewer === undefined || witness === undefined) throw new Error("nobody came");
    expect((await (await fetch(`${witness.root}large.ts`)).arrayBuffer()).byteLength).toBe(24 * MIB);
    const { hostname, port, pathname } = new URL(`${viewer.root}large.ts`);
    const socket = connect(Number(port), hostname);
    let bytes = 0;
    socket.on("data", (piece: Buffer) => {
      bytes += piece.length;
      socket.pause();
    });
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nUser-Agent: node\r\n\r\n`);
    await once(socket, "data");
    const cut = once(socket, "close").catch(() => "reset");
    socket.on("error", () => {});
    const start = performance.now();
    await revoke(viewer);
    socket.removeAllListeners("data").on("data", (piece: Buffer) => {
      bytes += piece.length;
    });
    socket.resume();
    await cut;
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(bytes).toBeLessThan(24 * MIB);
    expect(stage.origin.hits("/tv/film/large.ts")).toBe(1);
  });

  test("an application that wants no memory has its origin asked each time", async () => {
    stage.origin.set("/tv/film/d.ts", kept(Buffer.from("d")));
    const viewers = await enterMany(3, "plain");
    for (const { root } of viewers) expect(await (await fetch(`${root}d.ts`)).text()).toBe("d");
    expect(stage.origin.hits("/tv/film/d.ts")).toBe(3);
  });

  test("applications share nothing, though their origins are the same server", async () => {
    stage.origin.set("/tv/film/e.ts", kept(Buffer.from("e")));
    for (const application of ["tv", "other"]) {
      const { root } = await enter(application);
      await (await fetch(`${root}e.ts`)).text();
    }
    expect(stage.origin.hits("/tv/film/e.ts")).toBe(2);
  });

  test("what came from memory is counted as what the viewer was sent, and as a hit", async () => {
    stage.origin.set("/tv/film/f.ts", kept(Buffer.alloc(50_000)));
    const before = await figures();
    const { root } = await enter();
    for (let time = 0; time < 5; time += 1) await (await fetch(`${root}f.ts`)).arrayBuffer();
    const after = await figures();
    expect(after.hits - before.hits).toBe(4);
    expect(after.sent - before.sent).toBe(250_000);
    expect(after.room).toBeGreaterThan(50_000);
    expect(after.room).toBeLessThanOrEqual(256 * MIB);
  });

  async function figures() {
    const answer = await fetch(`${stage.server.url}/metrics`, {
      headers: { authorization: "Bearer test-admin-key-0123456789" },
    });
    const text = await answer.text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    return {
      hits: value('sluice_segment_cache_requests_total\\{outcome="hit"\\}'),
      sent: value("sluice_gateway_bytes_total"),
      room: value("sluice_segment_cache_bytes"),
    };
  }
});
