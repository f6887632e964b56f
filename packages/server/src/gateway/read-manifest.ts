import type { Readable } from "node:stream";
import type { DenyReason } from "@sluice/policy";
import { manifestKinds } from "./manifests/index.ts";
import type { ManifestFacts, ManifestKind } from "./manifests/manifest.ts";
import type { Origin, OriginUnavailable } from "./origins/origin.ts";

/** A manifest is never larger; more is an origin that has gone wrong. */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;

/** A manifest that parses: the media's head, in hand before anything is spent. */
export interface Manifest {
  readonly kind: ManifestKind;
  readonly facts: ManifestFacts;
  readonly text: string;
}

export type ManifestReply = { readonly manifest: Manifest } | { readonly unavailable: DenyReason };

/** Fetches and parses one manifest. */
export async function readManifest(
  origin: Origin,
  request: { readonly path: string; readonly query: string | undefined; readonly signal: AbortSignal },
): Promise<ManifestReply> {
  const reply = await origin.open({ method: "GET", ...request });
  if (reply.outcome === "unavailable") return { unavailable: unavailableReason(reply) };
  const text = await bodyText(reply.body);
  if (text === undefined) return { unavailable: "origin-bad-manifest" };
  const kind = manifestKinds.find(candidate => candidate.looksLike(request.path, reply.contentType));
  const facts = kind?.parse(text);
  return kind && facts ? { manifest: { kind, facts, text } } : { unavailable: "origin-bad-manifest" };
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
