import type { Application, LocatedStream } from "../../registry/application.ts";
import type { ManifestPlace } from "../manifests/manifest.ts";
import { splitTail } from "../manifests/reference.ts";
import { originPath } from "../media-source.ts";
import type { Origin } from "../origins/origin.ts";
import type { Manifest, ManifestReader } from "../read-manifest.ts";
import { resourceKind } from "../resource-kind.ts";
import { addressSet } from "./address-set.ts";
import { mayHaveUnstated } from "./may-have.ts";
import { type Offer, offerOf } from "./offer.ts";
import { folderOf } from "./path-names.ts";
import { mediaAddresses } from "./playlist-addresses.ts";
import { recent } from "./recent.ts";
import { createRecentAddresses, type RecentAddresses } from "./recent-addresses.ts";
import { keyOfLimits, type RenditionLimit } from "./rendition-limit.ts";

export interface OffersDependencies {
  readonly readManifestOnce: ManifestReader;
  readonly media: {
    of(application: Application): Origin | undefined;
    baseOf(application: Application): string | undefined;
  };
  readonly nowMilliseconds: () => number;
}

/** A manifest, by its path below the application's root, under limits. */
export interface OfferQuestion {
  readonly stream: LocatedStream;
  readonly path: string;
  readonly limits: readonly RenditionLimit[];
}

/** What limits leave of manifests, and what media playlists have named lately; shared by all sessions. */
export interface Offers {
  /** As it was found last. */
  known(question: OfferQuestion): Offer | undefined;
  /** Works it out from the manifest in hand. */
  note(question: OfferQuestion, manifest: Manifest): Promise<Offer>;
  /** Reads the manifest again, unless that was done within the last second. */
  refresh(question: OfferQuestion): Promise<void>;
  /** The same, and every media playlist that it leaves. */
  refreshAll(question: OfferQuestion): Promise<void>;
  /** Takes in what a media playlist names. */
  noteAddresses(stream: LocatedStream, address: string, manifest: Manifest): void;
  /** Whether one of the playlists has named that path lately. */
  isNamedBy(stream: LocatedStream, playlists: ReadonlySet<string>, path: string): boolean;
}

const OFFERS_LIMIT = 1_000;
const PLAYLISTS_LIMIT = 2_000;
/** Whoever guesses has the origin asked so often at most. */
const FRESH_MILLISECONDS = 1_000;
const READ_TIMEOUT_MILLISECONDS = 10_000;
/** A presentation has a few dozen playlists; of more the rest is read when it is asked for. */
const PLAYLISTS_AT_ONCE = 64;

/** Of what no limit leaves anything. */
const NOTHING: Offer = {
  keep: () => false,
  isPlayable: false,
  playlists: new Set(),
  isByTemplate: false,
  media: addressSet([]),
};

interface Noted {
  readonly offer: Offer;
  readonly atMilliseconds: number;
}

export function createOffers({ readManifestOnce, media, nowMilliseconds }: OffersDependencies): Offers {
  const offers = recent<Noted>(OFFERS_LIMIT);
  const playlists = recent<RecentAddresses>(PLAYLISTS_LIMIT);

  const read = async (
    { application }: LocatedStream,
    path: string,
    query?: string,
  ): Promise<Manifest | undefined> => {
    const origin = media.of(application);
    if (!origin) return undefined;
    const signal = AbortSignal.timeout(READ_TIMEOUT_MILLISECONDS);
    const reply = await readManifestOnce(origin, application.name, { path, query, signal });
    return "manifest" in reply ? reply.manifest : undefined;
  };
  const placeOf = ({ application }: LocatedStream, manifestPath: string): ManifestPlace => ({
    // Origins know no session: this stands for the application's root, and for nothing else.
    sessionRoot: `/s/-/${application.name}/`,
    manifestPath,
    originBase: media.baseOf(application),
  });
  const addressesOf = (stream: LocatedStream, path: string): RecentAddresses => {
    const key = JSON.stringify([stream.application.name, path]);
    const known = playlists.get(key) ?? createRecentAddresses();
    playlists.set(key, known);
    return known;
  };
  const noteAddresses: Offers["noteAddresses"] = (stream, address, manifest) =>
    addressesOf(stream, address).note(manifest.text, nowMilliseconds(), text =>
      mediaAddresses(text, placeOf(stream, manifest.path)),
    );

  const known: Offers["known"] = question => offers.get(keyOf(question))?.offer;

  const note: Offers["note"] = async (question, manifest) => {
    const { stream, path, limits } = question;
    const isMedia = manifest.facts.kind === "hls-media";
    if (isMedia) noteAddresses(stream, path, manifest);
    const offer = isMedia
      ? (await isLeftAlone(question))
        ? alone(path)
        : NOTHING
      : offerOf(manifest, placeOf(stream, manifest.path), limits);
    offers.set(keyOf(question), { offer, atMilliseconds: nowMilliseconds() });
    return offer;
  };

  /** A media playlist states nothing of itself: the stream's own entry leaves it, or its name does. */
  const isLeftAlone = async ({ stream, path, limits }: OfferQuestion): Promise<boolean> => {
    if (mayHaveUnstated(limits, path, folderOf(originPath(stream, "x")))) return true;
    const own = stream.entries.hls === undefined ? undefined : originPath(stream, stream.entries.hls);
    if (own === undefined || own === path) return false;
    await refresh({ stream, path: own, limits });
    return known({ stream, path: own, limits })?.playlists.has(path) ?? false;
  };

  const refresh: Offers["refresh"] = async question => {
    const { stream, path, limits } = question;
    const now = nowMilliseconds();
    const last = offers.get(keyOf(question));
    if (last && now - last.atMilliseconds < FRESH_MILLISECONDS) return;
    if (resourceKind(path) === "progressive") {
      const isLeft = mayHaveUnstated(limits, path, folderOf(originPath(stream, "x")));
      const offer = isLeft ? { ...NOTHING, media: addressSet([path]) } : NOTHING;
      offers.set(keyOf(question), { offer, atMilliseconds: now });
      return;
    }
    const manifest = await read(stream, path);
    // While the origin does not answer, what was known stands.
    if (manifest) await note(question, manifest);
  };

  const refreshPlaylist = async (stream: LocatedStream, path: string): Promise<void> => {
    const { notedAtMilliseconds } = addressesOf(stream, path);
    const now = nowMilliseconds();
    if (notedAtMilliseconds !== undefined && now - notedAtMilliseconds < FRESH_MILLISECONDS) return;
    const [plain, tail] = splitTail(path);
    const manifest = await read(stream, plain, tail === "" ? undefined : tail.slice(1));
    if (manifest?.facts.kind === "hls-media") noteAddresses(stream, path, manifest);
  };

  return {
    known,
    note,
    refresh,
    noteAddresses,
    async refreshAll(question) {
      await refresh(question);
      const left = [...(known(question)?.playlists ?? [])].slice(0, PLAYLISTS_AT_ONCE);
      await Promise.all(left.map(path => refreshPlaylist(question.stream, path)));
    },
    isNamedBy: (stream, paths, path) => [...paths].some(playlist => addressesOf(stream, playlist).has(path)),
  };
}

function keyOf({ stream, path, limits }: OfferQuestion): string {
  return JSON.stringify([stream.facts.stream, path, keyOfLimits(limits)]);
}

/** A media playlist that is an entry by itself. */
function alone(path: string): Offer {
  return { ...NOTHING, keep: () => true, isPlayable: true, playlists: new Set([path]) };
}
