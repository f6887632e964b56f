import type { Application, LocatedStream, OriginSettings } from "../registry/application.ts";
import { bucketBase } from "./origins/bucket-base.ts";
import type { CacheSurroundings } from "./origins/cache/cache-surroundings.ts";
import { type CachedOrigin, cachedOrigin } from "./origins/cache/cached-origin.ts";
import type { KeptMedia } from "./origins/cache/kept-media.ts";
import { guardedOrigin } from "./origins/guarded.ts";
import { openOrigin } from "./origins/index.ts";
import type { Origin } from "./origins/origin.ts";
import type { OriginHealth } from "./origins/origin-health.ts";
import { type OriginWatch, type WatchedOrigin, watchedOrigin } from "./origins/watched-origin.ts";
import { isSameSettings } from "./same-settings.ts";

/** So long an origin stays open that an application has given up: what is on its way from there comes through. */
const RETIREMENT_MILLISECONDS = 60_000;

/** The opened origins, one per application. */
export interface MediaSource {
  /** Undefined when the application has none: its media is played from a media server. */
  of(application: Application): Origin | undefined;
  /** The whole segment of a path below the application's root, without a query, if it is in memory and fresh. */
  fresh(application: Application, path: string): KeptMedia | undefined;
  /** URL under which manifests of the origin may name themselves; undefined for folders. */
  baseOf(application: Application): string | undefined;
  /** How the application's origin has answered; undefined: it was not asked since it was opened. */
  healthOf(applicationName: string): OriginHealth | undefined;
  close(): Promise<void>;
}

interface Opened {
  settings: OriginSettings;
  readonly origin: Origin;
  /** The same, by what its memory can do; undefined: it has none. */
  readonly cached: CachedOrigin | undefined;
  /** As its application wanted it. */
  readonly cachesSegments: boolean;
  readonly watched: WatchedOrigin;
}

/** What media sources need besides settings; without `cache`, every request goes to its origin. */
export interface MediaSurroundings {
  readonly cache?: CacheSurroundings | undefined;
  /** By the application's name. */
  readonly watch?: ((application: string) => OriginWatch) | undefined;
}

const unwatched: OriginWatch = { nowMilliseconds: () => 0, asked() {}, turned() {}, left() {} };

/**
 * Opens origins when they are first needed, and anew when an application has got another one. `nowSeconds` may have
 * fractions; the demo's live stream follows it.
 */
export function createMediaSource(
  nowSeconds: () => number,
  { cache, watch = () => unwatched }: MediaSurroundings = {},
): MediaSource {
  const origins = new Map<string, Opened>();
  const retired = new Set<Origin>();

  const retire = ({ origin, watched }: Opened): void => {
    watched.leave();
    retired.add(origin);
    const close = (): void => {
      if (retired.delete(origin)) void origin.close();
    };
    setTimeout(close, RETIREMENT_MILLISECONDS).unref();
  };
  const known = ({ name, origin: settings, cachesSegments }: Application): Opened | undefined => {
    const opened = origins.get(name);
    const isAsWanted = opened?.cachesSegments === cachesSegments;
    if (!opened || (isAsWanted && opened.settings === settings)) return opened;
    if (isAsWanted && isSameSettings(opened.settings, settings)) {
      opened.settings = settings ?? opened.settings;
      return opened;
    }
    origins.delete(name);
    retire(opened);
    return undefined;
  };

  return {
    of(application) {
      const opened = known(application);
      if (opened || !application.origin) return opened?.origin;
      const watched = watchedOrigin(openOrigin(application.origin, { nowSeconds }), watch(application.name));
      const { cachesSegments } = application;
      const cached = cache && cachesSegments ? cachedOrigin(watched, cache) : undefined;
      const origin = guardedOrigin(cached ?? watched);
      origins.set(application.name, {
        settings: application.origin,
        origin,
        cached,
        cachesSegments,
        watched,
      });
      return origin;
    },
    fresh: (application, path) => known(application)?.cached?.fresh(path),
    baseOf({ origin }) {
      if (origin?.kind === "http") return origin.url;
      return origin?.kind === "bucket" ? bucketBase(origin) : undefined;
    },
    healthOf: applicationName => origins.get(applicationName)?.watched.health(),
    async close() {
      for (const { origin } of origins.values()) await origin.close();
      for (const origin of retired) await origin.close();
      origins.clear();
      retired.clear();
    },
  };
}

/** The origin's path of something below a stream: `clip/v0/seg-1.m4s`. */
export function originPath(stream: LocatedStream, rest: readonly string[] | string): string {
  return `${stream.id}/${typeof rest === "string" ? rest : rest.join("/")}`;
}
