import type { LocatedStream } from "../../registry/application.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { KeepRendition } from "../manifests/rendition.ts";
import { originPath } from "../media-source.ts";
import type { Manifest } from "../read-manifest.ts";
import { mayHaveUnstated } from "./may-have.ts";
import { addressOf, playlistAddressOf } from "./named-query.ts";
import type { Offer } from "./offer.ts";
import { createOffers, type OffersDependencies } from "./offers.ts";
import { folderOf } from "./path-names.ts";
import type { RenditionLimit } from "./rendition-limit.ts";
import { isWholeFile } from "./whole-file.ts";

/** What a manifest comes to under limits: how its text is filtered, or that nothing of it is left to the viewer. */
export type Opened = { readonly keep: KeepRendition } | "refused";

/** Whose limits, and on which stream. */
export interface Limited {
  readonly stream: LocatedStream;
  readonly limits: readonly RenditionLimit[];
}

/** What is asked for under limits. */
export interface LimitedEntry extends Limited {
  /** Below the application's root: `clip/v0/index.m3u8`. */
  readonly path: string;
  /** As it came. */
  readonly query: string;
}

/** A request under a session with limits. */
export interface LimitedRequest extends LimitedEntry {
  readonly session: LiveSession;
  /** False: whole files only where a manifest names them; that a stream has one as an entry does not count. */
  readonly mayDownload: boolean;
}

/**
 * Holds sessions to the renditions that limits leave to them. What is not named by a manifest as they get it is refused,
 * so that a rendition which is left out cannot be guessed. Only memory: after a restart it reads the manifests again.
 */
export interface RenditionGate {
  /** The manifest of an entry at that path; nothing is remembered of who asked. */
  openEntry(asked: LimitedEntry, manifest: Manifest): Promise<Opened>;
  /** Whether a file that plays by itself may be an entry: by its name, because it states no height. */
  mayOpenFile(asked: LimitedEntry): boolean;
  /** A manifest under a session. */
  openManifest(request: LimitedRequest, manifest: Manifest): Promise<Opened>;
  /** Whether the session may have what is no manifest. */
  mayFetch(request: LimitedRequest): Promise<boolean>;
}

/** Manifests with offers of their own that one session may have opened; the oldest is forgotten, and read again. */
const ROOTS_LIMIT = 16;

export function createRenditionGate(dependencies: OffersDependencies): RenditionGate {
  const offers = createOffers(dependencies);
  const roots = new WeakMap<LiveSession, Set<string>>();

  const rootsOf = ({ session, stream }: LimitedRequest): Set<string> => {
    const known = roots.get(session) ?? new Set(entryPaths(session, stream));
    roots.set(session, known);
    return known;
  };
  const addRoot = (request: LimitedRequest): void => {
    const known = rootsOf(request);
    known.add(request.path);
    if (known.size > ROOTS_LIMIT) known.delete(known.values().next().value ?? "");
  };
  /** The first offer, as known or else as read anew, that says so. */
  const someOffer = async (
    request: LimitedRequest,
    says: (offer: Offer) => boolean,
    refresh: typeof offers.refresh,
  ): Promise<boolean> => {
    const paths = [...rootsOf(request)].filter(path => request.mayDownload || !isWholeFile(path));
    const known = (path: string): boolean => {
      const offer = offers.known({ ...request, path });
      return offer !== undefined && says(offer);
    };
    if (paths.some(known)) return true;
    await Promise.all(paths.map(path => refresh({ ...request, path })));
    return paths.some(known);
  };

  return {
    async openEntry(asked, manifest) {
      // A playlist that states nothing of itself is what its name says, and not what a query makes of it. What that names
      // must not be noted as the playlist's own either.
      const isOther =
        manifest.facts.kind === "hls-media" && playlistAddressOf(asked.path, asked.query) !== asked.path;
      if (isOther) return "refused";
      const offer = await offers.note(asked, manifest);
      return offer.isPlayable ? { keep: offer.keep } : "refused";
    },
    mayOpenFile: ({ stream, path, limits }) =>
      mayHaveUnstated(limits, path, folderOf(originPath(stream, "x"))),
    async openManifest(request, manifest) {
      // It names no media, and what it names is judged when it is asked for.
      if (manifest.facts.kind === "companion") return { keep: () => true };
      if (manifest.facts.kind !== "hls-media") {
        const offer = await offers.note(request, manifest);
        if (!offer.isPlayable) return "refused";
        addRoot(request);
        return { keep: offer.keep };
      }
      const address = playlistAddressOf(request.path, request.query);
      const isNamed = await someOffer(request, offer => offer.playlists.has(address), offers.refresh);
      if (!isNamed) return "refused";
      offers.noteAddresses(request.stream, address, manifest);
      return { keep: () => true };
    },
    mayFetch(request) {
      const { stream, path, query } = request;
      const address = addressOf(path, query);
      const isNamed = (offer: Offer): boolean =>
        offer.media.has(offer.isByTemplate ? path : address) ||
        offers.isNamedBy(stream, offer.playlists, address);
      return someOffer(request, isNamed, offers.refreshAll);
    },
  };
}

/** The entry that opened the session, and those that its stream has. */
function entryPaths({ record }: LiveSession, stream: LocatedStream): readonly string[] {
  const below = `${stream.application.name}/`;
  const own = record.entry?.startsWith(below) ? [record.entry.slice(below.length)] : [];
  const others = Object.values(stream.entries).flatMap(entry =>
    entry === undefined ? [] : originPath(stream, entry),
  );
  return [...own, ...others];
}
