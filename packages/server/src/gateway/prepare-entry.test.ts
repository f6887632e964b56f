import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { StreamKind } from "../registry/application.ts";
import { liveApplication } from "../registry/built-in.ts";
import { bootstrapManifest } from "./bootstrap.ts";
import { createMediaSource } from "./media-source.ts";
import { createPrepareEntry } from "./prepare-entry.ts";
import { createManifestReader } from "./read-manifest.ts";
import { createRenditionGate } from "./renditions/rendition-gate.ts";

const playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg-0.ts\n#EXT-X-ENDLIST\n";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Prepares an entry of the stream `r` at an HTTP origin that answers as told. */
async function prepare(rest: string, listener: RequestListener, kind: StreamKind = "vod", query?: string) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  closers.push(
    () => void server.close(),
    () => server.closeAllConnections(),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const url = `http://127.0.0.1:${address.port}`;
  const origin = { kind: "http", url, headers: {}, allowPrivate: false, byOperator: true } as const;
  const application = { ...liveApplication, name: "app", kind, origin };
  const media = createMediaSource(() => 0);
  closers.push(() => media.close());
  const facts = { organization: application.organization, application: "app", stream: "r", group: "" };
  const { enforcement } = application;
  const stream = {
    application,
    facts,
    id: "r",
    kind,
    entries: {},
    enforcement,
    limits: [],
    maxSessions: undefined,
  };
  const reader = createManifestReader();
  return createPrepareEntry(
    media,
    reader,
    createRenditionGate({ readManifestOnce: reader, media, nowMilliseconds: () => 0 }),
  )({ stream, token: undefined, rest, query, range: undefined });
}

/** What the entry answers with. */
function bootstrapOf(prepared: Awaited<ReturnType<typeof prepare>>): string {
  if (!("ready" in prepared) || prepared.ready.form !== "manifest") throw new Error("no manifest");
  return bootstrapManifest(prepared.ready, { sessionRoot: "/s/HANDLE/app/", originBase: undefined });
}

describe("an entry", () => {
  test("that the origin redirects is rewritten from where it was found", async () => {
    const prepared = await prepare("index.m3u8", (request, response) => {
      if (request.url === "/r/index.m3u8") response.writeHead(302, { location: "/r/v2/index.m3u8" }).end();
      else response.setHeader("content-type", "application/x-mpegurl").end(playlist);
    });
    expect(prepared).toMatchObject({ ready: { path: "r/v2/index.m3u8", manifest: { wasRedirected: true } } });
  });

  test("with a query names the same playlist under the session, also where it is wrapped", async () => {
    const chosen: RequestListener = (request, response) => {
      const isAsked = URL.parse(request.url ?? "", "http://origin")?.searchParams.get("from") === "12";
      response.writeHead(isAsked ? 200 : 404, { "content-type": "application/x-mpegurl" }).end(playlist);
    };
    const reload = "_HLS_msn=5&_HLS_part=0";
    const prepared = await prepare("index.m3u8", chosen, "live", `from=12&${reload}&note={$a}`);
    expect(bootstrapOf(prepared)).toContain("\n/s/HANDLE/app/r/index.m3u8?from=12&note=%7B$a%7D\n");
    const plain = await prepare("index.m3u8", (_, response) => void response.end(playlist), "live", reload);
    expect(bootstrapOf(plain)).toContain("\n/s/HANDLE/app/r/index.m3u8\n");
  });

  test("that the origin redirects loses its query, which is in the address that it was sent to or nowhere", async () => {
    const redirected: RequestListener = (request, response) => {
      if (request.url?.includes("?")) response.writeHead(302, { location: "/r/v2/index.m3u8" }).end();
      else response.setHeader("content-type", "application/x-mpegurl").end(playlist);
    };
    const prepared = await prepare("index.m3u8", redirected, "vod", "from=12");
    expect(bootstrapOf(prepared)).toContain("\n/s/HANDLE/app/r/v2/index.m3u8\n");
  });

  test("names nothing of a query that looks like a credential, a damaged one or one that is encoded", async () => {
    const damaged = `st_${"Gn7893SxxYDV".padEnd(39, "x")}`;
    const all: RequestListener = (_, response) => void response.end(playlist);
    const twice = encodeURIComponent(encodeURIComponent(`/?t=${damaged}`));
    const prepared = await prepare("index.m3u8", all, "vod", `t=${damaged}&from=12&next=${twice}`);
    expect(bootstrapOf(prepared)).toContain("\n/s/HANDLE/app/r/index.m3u8?from=12\n");
  });

  test("without a segment yet plays nothing, though a rendition under a session may be so", async () => {
    const empty: RequestListener = (_, response) => {
      response.setHeader("content-type", "application/x-mpegurl").end(playlist.replace(/#EXTINF[^#]*/, ""));
    };
    const detail = "a playlist without a segment";
    expect(await prepare("index.m3u8", empty)).toEqual({ unavailable: "origin-bad-manifest", detail });
  });

  test("that is one file is playable at an origin without HEAD", async () => {
    const prepared = await prepare("film.mp4", (request, response) => {
      if (request.method === "HEAD") response.writeHead(405).end();
      else response.writeHead(206, { "content-range": "bytes 0-0/9", "content-length": "1" }).end("x");
    });
    expect(prepared).toMatchObject({ ready: { form: "progressive", path: "r/film.mp4" } });
  });

  test("without media says why, also behind the offline of a live stream", async () => {
    const missing: RequestListener = (_, response) => {
      response.writeHead(404).end();
    };
    const detail = "status 404";
    expect(await prepare("film.mp4", missing)).toEqual({ unavailable: "media-not-found", detail });
    expect(await prepare("index.m3u8", missing, "live")).toEqual({ unavailable: "stream-offline", detail });
  });
});
