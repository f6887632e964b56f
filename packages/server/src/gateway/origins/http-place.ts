import { pathBelow } from "./http-url.ts";
import type { OriginMedia } from "./origin.ts";

/** The URL that was asked for, and the one that answered after redirects. */
interface Journey {
  readonly asked: URL;
  readonly final: URL;
}

/**
 * Where an answer stands below the origin's base URL, which its relative references are meant from. Another host that
 * answers under the same path is a mirror, or the same server by https: what the references name is asked for here,
 * and redirected there, like the answer itself.
 */
export function placeOf(
  base: string,
  { asked, final }: Journey,
): Pick<OriginMedia, "finalPath" | "isElsewhere"> {
  if (final.pathname === asked.pathname) return {};
  const finalPath = pathBelow(base, final);
  return finalPath === undefined ? { isElsewhere: true } : { finalPath };
}
