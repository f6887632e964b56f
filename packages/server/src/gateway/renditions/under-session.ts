import type { DenyReason } from "@sluice/policy";
import type { SessionLimits } from "../../access/session-limits.ts";
import type { Registry } from "../../registry/registry.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { Manifest } from "../read-manifest.ts";
import type { LimitedRequest, Opened, RenditionGate } from "./rendition-gate.ts";
import { isWholeFile } from "./whole-file.ts";

export interface UnderSessionDependencies {
  readonly registry: Pick<Registry, "application" | "locate">;
  readonly renditions: RenditionGate;
}

/** A request that its session lets go on. */
export interface UnderSession {
  readonly session: LiveSession;
  /** Below the application's root. */
  readonly path: string;
  /** As it came. */
  readonly query: string;
  readonly limits: SessionLimits;
}

/** True where something limits what may be fetched; everywhere else nothing has to be asked. */
export function isLimited({ renditions, mayDownload }: SessionLimits): boolean {
  return renditions.length > 0 || !mayDownload;
}

/** Why what is no manifest may not be sent; undefined: it may. Only for what is limited. */
export async function judgeMedia(
  { registry, renditions }: UnderSessionDependencies,
  asked: UnderSession,
): Promise<DenyReason | undefined> {
  const { limits, path } = asked;
  if (limits.renditions.length === 0 && !isWholeFile(path)) return undefined;
  const request = limitedRequest(registry, asked);
  if (request && (await renditions.mayFetch(request))) return undefined;
  return limits.renditions.length > 0 ? "rendition-not-allowed" : "download-not-allowed";
}

/** How a manifest is filtered. Only for what is limited. */
export async function judgeManifest(
  { registry, renditions }: UnderSessionDependencies,
  asked: UnderSession,
  manifest: Manifest,
): Promise<Opened> {
  const request = limitedRequest(registry, asked);
  return request ? renditions.openManifest(request, manifest) : "refused";
}

function limitedRequest(
  registry: UnderSessionDependencies["registry"],
  { session, path, query, limits }: UnderSession,
): LimitedRequest | undefined {
  const application = registry.application(session.record.application);
  const stream = application && registry.locate(application, path.split("/"))?.stream;
  const { renditions, mayDownload } = limits;
  return stream && { session, stream, path, query, limits: renditions, mayDownload };
}
