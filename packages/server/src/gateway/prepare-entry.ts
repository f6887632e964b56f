import type { DenyReason } from "@sluice/policy";
import type { Prepared } from "../access/question.ts";
import type { LocatedStream } from "../registry/application.ts";
import { firstEntry } from "./first-entry.ts";
import { type MediaSource, originPath } from "./media-source.ts";
import { resolveRange } from "./origins/byte-range.ts";
import type { ByteRange, Origin } from "./origins/origin.ts";
import type { Manifest, ManifestReader, NoManifest } from "./read-manifest.ts";
import { resourceKind } from "./resource-kind.ts";

const ENTRY_TIMEOUT_MILLISECONDS = 15_000;

/** The head of an entry's media. */
export type EntryHead =
  | {
      readonly form: "manifest";
      /** The path that answered, after redirects. */
      readonly path: string;
      readonly peakBitsPerSecond: number | undefined;
      readonly manifest: Manifest;
    }
  | {
      readonly form: "progressive";
      readonly path: string;
      readonly peakBitsPerSecond: undefined;
      readonly contentType: string;
      readonly contentLength: number | undefined;
    };

export interface EntryTarget {
  readonly stream: LocatedStream;
  /** Path below the stream: `index.m3u8`; empty for the stream's own first entry. */
  readonly rest: string;
  readonly query: string | undefined;
  readonly range: ByteRange | undefined;
}

/** Step 5 for everything that is played over HTTP: the origin's head, with nothing spent. */
export type PrepareEntry = (target: EntryTarget) => Promise<Prepared<EntryHead>>;

/** `readManifestOnce` is shared with the sessions: 200 viewers that enter at once cost the origin one read. */
export function createPrepareEntry(media: MediaSource, readManifestOnce: ManifestReader): PrepareEntry {
  return async target => {
    const { stream } = target;
    const origin = media.of(stream.application);
    const rest = target.rest === "" ? firstEntry(stream) : target.rest;
    if (!origin || rest === undefined) return { unavailable: "stream-offline" };
    const kind = resourceKind(rest);
    if (kind === "media" || kind === "companion") return { unavailable: "not-an-entry" };
    const path = originPath(stream, rest);
    const signal = AbortSignal.timeout(ENTRY_TIMEOUT_MILLISECONDS);
    if (kind === "progressive") {
      return offlineWhenLive(stream, await prepareProgressive(origin, path, target.range, signal));
    }
    const request = { path, query: target.query, signal };
    const reply = await readManifestOnce(origin, stream.application.name, request);
    if (!("manifest" in reply)) return offlineWhenLive(stream, reply);
    // Whatever its name says, it plays nothing.
    if (reply.manifest.facts.kind === "companion") return { unavailable: "origin-bad-manifest" };
    return readyManifest(reply.manifest);
  };
}

function readyManifest(manifest: Manifest): Prepared<EntryHead> {
  const { peakBitsPerSecond } = manifest.facts;
  return { ready: { form: "manifest", path: manifest.path, peakBitsPerSecond, manifest } };
}

/** A live stream whose entry is not there is off air: its viewers may come back later. */
function offlineWhenLive(stream: LocatedStream, prepared: Prepared<EntryHead>): Prepared<EntryHead> {
  const isMissing = "unavailable" in prepared && prepared.unavailable === "media-not-found";
  return isMissing && stream.kind === "live" ? { ...prepared, unavailable: "stream-offline" } : prepared;
}

async function prepareProgressive(
  origin: Origin,
  path: string,
  range: ByteRange | undefined,
  signal: AbortSignal,
): Promise<Prepared<EntryHead>> {
  const head = await origin.open({ method: "HEAD", path, signal });
  if (head.outcome === "unavailable") return noMedia(head.reason, head.detail);
  // A HEAD has no range (RFC 9110 section 14.2): whether there is something to play is told by the length.
  const totalBytes = head.contentLength;
  if (totalBytes === 0) return noMedia("origin-error", "an empty file");
  if (range !== undefined && totalBytes !== undefined && resolveRange(range, totalBytes) === undefined) {
    return { unavailable: "range-not-satisfiable", totalBytes };
  }
  const { contentType, contentLength } = head;
  return { ready: { form: "progressive", path, peakBitsPerSecond: undefined, contentType, contentLength } };
}

function noMedia(unavailable: DenyReason, detail: string | undefined): NoManifest {
  return { unavailable, detail };
}
