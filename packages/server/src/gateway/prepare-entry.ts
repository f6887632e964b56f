import type { DenyReason } from "@sluice/policy";
import type { Prepared } from "../access/question.ts";
import { playLimits } from "../access/session-limits.ts";
import type { VerifiedToken } from "../access/verified-token.ts";
import { redact } from "../lib/redact.ts";
import type { LocatedStream } from "../registry/application.ts";
import { firstEntry } from "./first-entry.ts";
import type { KeepRendition } from "./manifests/rendition.ts";
import { type MediaSource, originPath } from "./media-source.ts";
import { resolveRange } from "./origins/byte-range.ts";
import type { ByteRange, Origin } from "./origins/origin.ts";
import type { Manifest, ManifestReader, NoManifest } from "./read-manifest.ts";
import { withoutReload } from "./renditions/named-query.ts";
import type { RenditionGate } from "./renditions/rendition-gate.ts";
import { resourceKind } from "./resource-kind.ts";

const ENTRY_TIMEOUT_MILLISECONDS = 15_000;
/** As often may a text in a query be encoded, and is looked at each time. */
const DECODINGS = 4;

/** The head of an entry's media. */
export type EntryHead =
  | {
      readonly form: "manifest";
      /** The path that answered, after redirects. */
      readonly path: string;
      /** What it is to be asked for with again; undefined after redirects, which may have worked it off. */
      readonly query?: string | undefined;
      readonly peakBitsPerSecond: number | undefined;
      readonly manifest: Manifest;
      /** What limits leave of it; undefined: all. */
      readonly keep?: KeepRendition | undefined;
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
  /** Whose limits hold, with those of the stream; undefined where nothing is enforced. */
  readonly token: VerifiedToken | undefined;
  /** Path below the stream: `index.m3u8`; empty for the stream's own first entry. */
  readonly rest: string;
  readonly query: string | undefined;
  readonly range: ByteRange | undefined;
  /** Lists of a rendition's names: of the first list that the manifest has, the entry leads to nothing else. Default: all. */
  readonly rendition?: readonly (readonly string[])[] | undefined;
}

/** Step 5 for everything that is played over HTTP: the origin's head, with nothing spent. */
export type PrepareEntry = (target: EntryTarget) => Promise<Prepared<EntryHead>>;

/** `readManifestOnce` is shared with the sessions: 200 viewers that enter at once cost the origin one read. */
export function createPrepareEntry(
  media: MediaSource,
  readManifestOnce: ManifestReader,
  renditions: RenditionGate,
): PrepareEntry {
  return async target => {
    const { stream } = target;
    const origin = media.of(stream.application);
    const rest = target.rest === "" ? firstEntry(stream) : target.rest;
    if (!origin || rest === undefined) return { unavailable: "stream-offline" };
    const kind = resourceKind(rest);
    if (kind === "media" || kind === "companion") return { unavailable: "not-an-entry" };
    const path = originPath(stream, rest);
    const { limits, mayDownload } = limitsOf(target);
    const asked: AskedEntry = {
      target,
      origin,
      limited: { stream, path, query: target.query ?? "", limits },
    };
    if (kind === "manifest") return prepareManifest({ readManifestOnce, renditions }, asked);
    if (!mayDownload) return { unavailable: "download-not-allowed" };
    if (!renditions.mayOpenFile(asked.limited)) return { unavailable: "rendition-not-allowed" };
    const signal = AbortSignal.timeout(ENTRY_TIMEOUT_MILLISECONDS);
    return offlineWhenLive(stream, await prepareProgressive(origin, path, target.range, signal));
  };
}

interface AskedEntry {
  readonly target: EntryTarget;
  readonly origin: Origin;
  readonly limited: Parameters<RenditionGate["openEntry"]>[0];
}

async function prepareManifest(
  { readManifestOnce, renditions }: { readManifestOnce: ManifestReader; renditions: RenditionGate },
  { target: { stream, query, rendition }, origin, limited }: AskedEntry,
): Promise<Prepared<EntryHead>> {
  const signal = AbortSignal.timeout(ENTRY_TIMEOUT_MILLISECONDS);
  const request = { path: limited.path, query, signal };
  const reply = await readManifestOnce(origin, stream.application.name, request);
  if (!("manifest" in reply)) return offlineWhenLive(stream, reply);
  const { manifest } = reply;
  // Whatever its name says, it plays nothing.
  if (manifest.facts.kind === "companion") return { unavailable: "origin-bad-manifest" };
  if (manifest.facts.entries === 0) {
    return { unavailable: "origin-bad-manifest", detail: "a playlist without a segment" };
  }
  if (rendition) return prepareRendition(renditions, limited, { manifest, rendition });
  if (limited.limits.length === 0)
    return { ready: { ...readyHead(manifest), query: queryAgain(manifest, query) } };
  const opened = await renditions.openEntry(limited, manifest);
  return opened === "refused"
    ? { unavailable: "rendition-not-allowed" }
    : readyManifest(manifest, opened.keep);
}

/** A manifest cut down to what was asked for by name; whoever may have the others may ask for them, too. */
async function prepareRendition(
  renditions: RenditionGate,
  limited: AskedEntry["limited"],
  asked: { readonly manifest: Manifest; readonly rendition: readonly (readonly string[])[] },
): Promise<Prepared<EntryHead>> {
  const { manifest, rendition } = asked;
  for (const names of rendition) {
    const limits = [...limited.limits, { kind: "renditions", names } as const];
    const opened = await renditions.openEntry({ ...limited, limits }, manifest);
    if (opened !== "refused") return readyManifest(manifest, opened.keep);
  }
  return { unavailable: "media-not-found", detail: "no such rendition" };
}

/** What the token, those that it was delegated from and the stream say of what is played. */
function limitsOf({ token, stream }: EntryTarget) {
  if (!token) return { limits: [], mayDownload: true };
  const above = (token.ancestors ?? []).flatMap(({ constraints }) => constraints);
  const { renditions: limits, mayDownload } = playLimits([...token.constraints, ...above, ...stream.limits]);
  return { limits, mayDownload };
}

function readyManifest(manifest: Manifest, keep?: KeepRendition): Prepared<EntryHead> {
  return { ready: { ...readyHead(manifest), keep } };
}

function readyHead(manifest: Manifest) {
  const { peakBitsPerSecond } = manifest.facts;
  return { form: "manifest", path: manifest.path, peakBitsPerSecond, manifest } as const;
}

/**
 * Not what asks for one moment of a live playlist: that would be asked for each time. Nor what only looks like a credential,
 * a damaged one: nothing that a manifest says repeats it.
 */
function queryAgain({ wasRedirected }: Manifest, query: string | undefined): string | undefined {
  if (query === undefined || wasRedirected) return undefined;
  const pairs = withoutReload(query)?.split("&").filter(isHarmless) ?? [];
  return pairs.length > 0 ? pairs.join("&") : undefined;
}

function isHarmless(pair: string): boolean {
  let text = pair;
  for (let decoding = 0; decoding < DECODINGS; decoding += 1) {
    if (redact(text) !== text) return false;
    text = [...new URLSearchParams(text)].flat().join(" ");
  }
  return true;
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
