import { normalisePath } from "../../lib/path.ts";
import { locate } from "./locate.ts";
import { splitTail } from "./reference.ts";
import type { Base, Site } from "./site.ts";

/**
 * Where a reference leads below the application's root, decoded and without query, as a request for it would be judged;
 * undefined where it leads elsewhere, or no request for it would be answered.
 */
export function placePath(uri: string, base: Base, site: Site): string | undefined {
  const destination = locate(uri, base, site);
  if (destination.where === "elsewhere") return undefined;
  const path = normalisePath(`/${splitTail(destination.path)[0]}`);
  return path.ok ? path.segments.join("/") : undefined;
}
