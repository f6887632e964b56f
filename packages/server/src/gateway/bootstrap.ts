import { wrapMediaPlaylist } from "./manifests/hls-wrapper.ts";
import type { RewriteContext } from "./manifests/manifest.ts";
import type { EntryHead } from "./prepare-entry.ts";
import type { Manifest } from "./read-manifest.ts";

/**
 * The manifest that answers at the entry address. It is never a redirect, and every URI in it lies under the
 * session: players that reload the entry would otherwise come back with a spent token.
 */
export function bootstrapManifest(
  head: Extract<EntryHead, { form: "manifest" }>,
  context: Omit<RewriteContext, "manifestPath" | "mode">,
): string {
  const full: RewriteContext = { ...context, manifestPath: head.path, mode: "bootstrap" };
  const { manifest } = head;
  return manifest.facts.kind === "hls-media"
    ? wrapMediaPlaylist(manifest.facts, full, head.query)
    : manifest.kind.rewrite(manifest.text, full);
}

/** A manifest served under the session itself. */
export function sessionManifest(manifest: Manifest, context: Omit<RewriteContext, "mode">): string {
  return manifest.kind.rewrite(manifest.text, {
    ...context,
    mode: manifest.wasRedirected ? "moved" : "session",
  });
}
