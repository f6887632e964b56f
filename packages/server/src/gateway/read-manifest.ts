import { Readable } from "node:stream";
import type { DenyReason } from "@sluice/policy";
import { coalesce } from "../lib/coalesce.ts";
import type { LeaveSignal } from "../lib/departure.ts";
import { manifestKinds } from "./manifests/index.ts";
import type { ManifestFacts, ManifestKind } from "./manifests/manifest.ts";
import { Deadline } from "./origins/deadline.ts";
import type { Origin, OriginMedia, OriginUnavailable } from "./origins/origin.ts";

/** A manifest is never larger; more is an origin that has gone wrong. */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;

/** A read that others may join must end; longer than any blocking playlist reload. */
const READ_LIMIT_MILLISECONDS = 60_000;

/** A manifest that parses: the media's head, in hand before anything is spent. */
export interface Manifest {
  readonly kind: ManifestKind;
  readonly facts: ManifestFacts;
  readonly text: string;
  /** Path below the application's root that its relative references are meant from: the one that answered. */
  readonly path: string;
  /** `path` is not the one asked for: relative references must be rewritten, wherever the manifest is served. */
  readonly wasRedirected: boolean;
}

/** Why there is none; `detail` is for the operator only. */
export interface NoManifest {
  readonly unavailable: DenyReason;
  readonly detail?: string | undefined;
}

export type ManifestReply = { readonly manifest: Manifest } | NoManifest;

/** What a manifest is asked for by. */
export interface ManifestRequest {
  /** Path below the application's root, decoded. */
  readonly path: string;
  /** The client's query without credentials. */
  readonly query: string | undefined;
  readonly signal: LeaveSignal;
}

/** Reads a manifest of an application's origin. */
export type ManifestReader = (
  origin: Origin,
  applicationName: string,
  request: ManifestRequest,
) => Promise<ManifestReply>;

/**
 * A reader that asks the origin once for all viewers that want the same path and query at the same moment. A viewer
 * that goes away does not end the read for the others; when the last one has gone, the origin is let go.
 */
export function createManifestReader(): ManifestReader {
  const readOnce = coalesce<ManifestReply>();
  return async (origin, applicationName, { path, query, signal }) => {
    const key = JSON.stringify([applicationName, path, query ?? ""]);
    try {
      return await readOnce(key, shared => readInTime(origin, { path, query, signal: shared }), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return {
        unavailable: isTimeout(signal.reason) ? "origin-timeout" : "origin-error",
        detail: "given up",
      };
    }
  };
}

async function readInTime(origin: Origin, request: ManifestRequest): Promise<ManifestReply> {
  const deadline = new Deadline(request.signal, READ_LIMIT_MILLISECONDS);
  try {
    return await readManifest(origin, { ...request, signal: deadline.signal });
  } finally {
    deadline.met();
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

/**
 * Fetches and parses one manifest. One that redirects led away from the origin's base URL is `origin-error`: its
 * relative references have no address here, and the viewer's session would lose what they name.
 */
export async function readManifest(origin: Origin, request: ManifestRequest): Promise<ManifestReply> {
  const reply = await origin.open({ method: "GET", ...request });
  if (reply.outcome === "unavailable") {
    return { unavailable: unavailableReason(reply), detail: reply.detail };
  }
  if (reply.isElsewhere) {
    if (reply.body instanceof Readable) reply.body.destroy();
    return { unavailable: "origin-error", detail: "a manifest redirected out of the origin's base URL" };
  }
  const text = await bodyText(reply.body);
  if (text === undefined) return badManifest("a manifest that is too large, or breaks off");
  return parseManifest(request.path, reply, text);
}

function parseManifest(asked: string, reply: OriginMedia, text: string): ManifestReply {
  const kind = manifestKinds.find(candidate => candidate.looksLike(asked, reply.contentType));
  const facts = kind?.parse(text);
  if (!kind || !facts) return badManifest(`no playable manifest, media type ${reply.contentType}`);
  const path = reply.finalPath ?? asked;
  return { manifest: { kind, facts, text, path, wasRedirected: path !== asked } };
}

function badManifest(detail: string): NoManifest {
  return { unavailable: "origin-bad-manifest", detail };
}

function unavailableReason(reply: OriginUnavailable): DenyReason {
  // A server that answers a playlist with a web page is a broken origin, not a missing file.
  return reply.reason === "media-type-refused" ? "origin-bad-manifest" : reply.reason;
}

async function bodyText(body: Uint8Array | Readable | undefined): Promise<string | undefined> {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8");
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      if (bytes > MANIFEST_LIMIT_BYTES) return undefined;
      chunks.push(piece);
    }
  } catch {
    // The origin broke off: an incomplete manifest is none.
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}
