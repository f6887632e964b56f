import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Origin, OriginMedia, OriginReply, OriginRequest } from "./origins/origin.ts";
import { createManifestReader, readManifest } from "./read-manifest.ts";

const playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg-0.ts\n#EXT-X-ENDLIST\n";
const signal = new AbortController().signal;

function media(more: Partial<OriginMedia> = {}): OriginMedia {
  const body = Buffer.from(playlist);
  const contentType = "application/vnd.apple.mpegurl";
  return { outcome: "media", status: 200, contentType, contentLength: body.length, body, ...more };
}

/** An origin whose every answer the test gives. */
function createOrigin() {
  const asked: { readonly request: OriginRequest; answer(reply: OriginReply): void }[] = [];
  const origin: Origin = {
    kind: "test",
    open(request) {
      const { promise, resolve } = Promise.withResolvers<OriginReply>();
      asked.push({ request, answer: resolve });
      return promise;
    },
    close: async () => {},
  };
  return { origin, asked };
}

function answering(reply: OriginReply): Origin {
  return { kind: "test", open: async () => reply, close: async () => {} };
}

describe("a manifest that was redirected", () => {
  const request = { path: "r/index.m3u8", query: undefined, signal };

  test("has the path that its relative references are meant from", async () => {
    const moved = await readManifest(answering(media({ finalPath: "r/v2/index.m3u8" })), request);
    expect(moved).toMatchObject({ manifest: { path: "r/v2/index.m3u8", wasRedirected: true } });
    const same = await readManifest(answering(media({ finalPath: "r/index.m3u8" })), request);
    expect(same).toMatchObject({ manifest: { path: "r/index.m3u8", wasRedirected: false } });
    const plain = await readManifest(answering(media()), request);
    expect(plain).toMatchObject({ manifest: { path: "r/index.m3u8", wasRedirected: false } });
  });

  test("out of the origin is refused, and its body is let go", async () => {
    const body = Readable.from([playlist]);
    const reply = await readManifest(answering(media({ isElsewhere: true, body })), request);
    expect(reply).toEqual({ unavailable: "origin-error", detail: expect.stringContaining("redirected") });
    expect(body.destroyed).toBe(true);
  });
});

test("why there is no manifest reaches the operator", async () => {
  const request = { path: "a.m3u8", query: undefined, signal };
  const gone = { outcome: "unavailable", reason: "origin-unreachable", detail: "ECONNREFUSED" } as const;
  expect(await readManifest(answering(gone), request)).toEqual({
    unavailable: "origin-unreachable",
    detail: "ECONNREFUSED",
  });
  const page = media({ body: Buffer.from("sign in") });
  expect(await readManifest(answering(page), request)).toEqual({
    unavailable: "origin-bad-manifest",
    detail: expect.stringContaining("no playable manifest"),
  });
});

describe("a reader that viewers share", () => {
  const query = "_HLS_msn=5";

  test("asks the origin once for the same path and query of an application, and again afterwards", async () => {
    const { origin, asked } = createOrigin();
    const read = createManifestReader();
    const ask = (application: string, path: string, more?: string) =>
      read(origin, application, { path, query: more, signal });
    const same = [ask("a", "x.m3u8", query), ask("a", "x.m3u8", query)];
    const others = [ask("b", "x.m3u8", query), ask("a", "y.m3u8", query), ask("a", "x.m3u8")];
    expect(asked).toHaveLength(4);
    for (const each of asked) each.answer(media());
    for (const reply of await Promise.all([...same, ...others])) expect(reply).toHaveProperty("manifest");
    void ask("a", "x.m3u8", query);
    expect(asked).toHaveLength(5);
  });

  test("goes on for the others when one leaves, and lets the origin go with the last", async () => {
    const { origin, asked } = createOrigin();
    const read = createManifestReader();
    const [first, second] = [new AbortController(), new AbortController()];
    const replies = [first, second].map(viewer =>
      read(origin, "a", { path: "x.m3u8", query, signal: viewer.signal }),
    );
    first.abort();
    expect(await replies[0]).toMatchObject({ unavailable: "origin-error" });
    expect(asked[0]?.request.signal.aborted).toBe(false);
    second.abort();
    expect(await replies[1]).toMatchObject({ unavailable: "origin-error" });
    expect(asked[0]?.request.signal.aborted).toBe(true);
  });

  test("tells a viewer whose time is over that the origin took too long", async () => {
    const { origin } = createOrigin();
    const request = { path: "x.m3u8", query, signal: AbortSignal.timeout(10) };
    const reply = await createManifestReader()(origin, "a", request);
    expect(reply).toMatchObject({ unavailable: "origin-timeout" });
  });
});
