import type { Application, LocatedStream } from "../registry/application.ts";
import { guardedOrigin } from "./origins/guarded.ts";
import { openOrigin } from "./origins/index.ts";
import type { Origin } from "./origins/origin.ts";

/** The opened origins, one per application. */
export interface MediaSource {
  /** Undefined when the application has none: its media is played from a media server. */
  of(application: Application): Origin | undefined;
  /** URL under which manifests of the origin may name themselves; undefined for folders. */
  baseOf(application: Application): string | undefined;
  close(): Promise<void>;
}

/** Opens origins when they are first needed. `nowSeconds` may have fractions; the demo's live stream follows it. */
export function createMediaSource(nowSeconds: () => number): MediaSource {
  const origins = new Map<string, Origin>();
  return {
    of(application) {
      if (!application.origin) return undefined;
      const known = origins.get(application.name);
      if (known) return known;
      const origin = guardedOrigin(openOrigin(application.origin, { nowSeconds }));
      origins.set(application.name, origin);
      return origin;
    },
    baseOf: application => (application.origin?.kind === "http" ? application.origin.url : undefined),
    async close() {
      for (const origin of origins.values()) await origin.close();
      origins.clear();
    },
  };
}

/** The origin's path of something below a stream: `clip/v0/seg-1.m4s`. */
export function originPath(stream: LocatedStream, rest: readonly string[] | string): string {
  return `${stream.id}/${typeof rest === "string" ? rest : rest.join("/")}`;
}
