import { mediaTypeOfPath } from "../origins/media-types.ts";
import { resourceKind } from "../resource-kind.ts";

/** Types of which a file may be all that there is to play: no segments, no pictures, no texts. */
const WHOLE_TYPE = /^(?:video\/(?!mp2t$|iso\.segment$)|audio\/)/;

/**
 * Whether a path may name a whole film or recording. Segments are often called the same (`.aac`, `.m4v`, `.mp4`): those a
 * manifest names.
 */
export function isWholeFile(path: string): boolean {
  return resourceKind(path) === "progressive" || WHOLE_TYPE.test(mediaTypeOfPath(path) ?? "");
}
