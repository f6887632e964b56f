import { PassThrough, Readable } from "node:stream";
import type { Origin, OriginMedia, OriginReply, OriginRequest } from "../../origin.ts";
import type { CacheSurroundings } from "../cache-surroundings.ts";
import { createCacheTally } from "../cache-tally.ts";
import { type CachedOrigin, cachedOrigin } from "../cached-origin.ts";
import { createSegmentMemory } from "../segment-memory.ts";

type Answer = (request: OriginRequest) => OriginReply | Promise<OriginReply>;

/** An origin whose every answer a test decides, with a memory in front of it and a clock that the test moves. */
export interface ScriptedOrigin {
  readonly cached: CachedOrigin;
  readonly surroundings: CacheSurroundings;
  readonly asked: OriginRequest[];
  answer: Answer;
  pass(milliseconds: number): void;
  get(path: string, more?: Partial<OriginRequest>): Promise<OriginReply>;
}

/** Puts the cache in front of an origin that answers as told, with a clock that the test moves. */
export function scriptedOrigin(
  answer: Answer,
  { kind = "http", limitBytes = 80_000 }: { readonly kind?: string; readonly limitBytes?: number } = {},
): ScriptedOrigin {
  let now = Date.UTC(2026, 0, 1);
  const asked: OriginRequest[] = [];
  const surroundings = {
    memory: createSegmentMemory(limitBytes),
    tally: createCacheTally(),
    nowMilliseconds: () => now,
  };
  const origin: Origin = {
    kind,
    async open(request) {
      asked.push(request);
      return await script.answer(request);
    },
    close: () => Promise.resolve(),
  };
  const cached = cachedOrigin(origin, surroundings);
  const script: ScriptedOrigin = {
    cached,
    surroundings,
    asked,
    answer,
    pass(milliseconds) {
      now += milliseconds;
    },
    get: (path, more = {}) =>
      cached.open({ method: "GET", path, signal: new AbortController().signal, ...more }),
  };
  return script;
}

/** A segment as an HTTP origin sends it. */
export function segment(text: string, more: Partial<OriginMedia> = {}): OriginMedia {
  return {
    outcome: "media",
    status: 200,
    contentType: "video/mp2t",
    contentLength: Buffer.byteLength(text),
    etag: `"${text.length}-${text.slice(0, 4)}"`,
    body: Readable.from([Buffer.from(text)]),
    ...more,
  };
}

/** The same, of which the test sends each piece. */
export function arriving(more: Partial<OriginMedia> = {}): {
  readonly media: OriginMedia;
  readonly source: PassThrough;
} {
  const source = new PassThrough();
  return { source, media: segment("", { contentLength: undefined, ...more, body: source }) };
}

/** The whole body of an answer as text; rejects when it breaks off. */
export async function textOf(reply: OriginReply): Promise<string> {
  if (reply.outcome !== "media") throw new Error(`no media: ${reply.reason}`);
  if (!(reply.body instanceof Readable)) return Buffer.from(reply.body ?? []).toString();
  const pieces: Buffer[] = [];
  for await (const piece of reply.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}
