import { namesCredential } from "../../access/query-credentials.ts";
import { readAttributes } from "./hls-lines.ts";
import { placeUri } from "./locate.ts";
import { readReference } from "./reference.ts";
import type { OwnBase, Site } from "./site.ts";

const VARIABLE = /\{\$([\w-]+)\}/g;

/** So much may be filled in beyond the playlist's own length: a long value that is used often adds up. Characters. */
const FREE_CHARACTERS = 65_536;

/** What a playlist itself gives its variables (EXT-X-DEFINE, RFC 8216bis section 4.4.2.3), gathered on the way through it. */
export class Definitions {
  readonly #values = new Map<string, string>();
  #charactersLeft: number;

  constructor(playlistLength: number) {
    this.#charactersLeft = FREE_CHARACTERS + playlistLength;
  }

  define(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** The URI with its values; undefined where one is not known here, as those of IMPORT and QUERYPARAM. */
  fillIn(uri: string): string | undefined {
    let isKnown = true;
    let length = uri.length;
    for (const [, name = ""] of uri.matchAll(VARIABLE)) {
      const value = this.#values.get(name);
      isKnown &&= value !== undefined;
      length += value?.length ?? 0;
    }
    if (!isKnown || length > this.#charactersLeft) return undefined;
    this.#charactersLeft -= length;
    return uri.replace(VARIABLE, (_, name: string) => this.#values.get(name) ?? "");
  }
}

/**
 * A line of EXT-X-DEFINE as it must stand. A value that is an address of ours leads under the session, since media
 * playlists import it. A parameter that carries a token is defined as nothing: it would bring the token to any host that
 * the playlist names.
 */
export function rewriteDefinition(
  line: string,
  definitions: Definitions,
  { base, site }: { readonly base: OwnBase; readonly site: Site },
): string {
  const attributes = [...readAttributes(line)];
  const named = attributes.find(({ name }) => name === "NAME")?.value;
  const value = attributes.find(({ name }) => name === "VALUE");
  const parameter = attributes.find(({ name }) => name === "QUERYPARAM")?.value;
  if (parameter !== undefined && namesCredential(parameter)) {
    definitions.define(parameter, "");
    return `#EXT-X-DEFINE:NAME="${parameter}",VALUE=""`;
  }
  if (named === undefined || value === undefined) return line;
  definitions.define(named, value.value);
  const placed = placeValue(value.value, base, { ...site, parameter: undefined });
  return line.slice(0, value.start) + placed + line.slice(value.end);
}

/** Only whole addresses: what else a value is, a title or a piece of a path, is not known. */
function placeValue(value: string, base: OwnBase, site: Site): string {
  const reference = readReference(value);
  if (reference.form !== "hosted" || reference.protocol === undefined) return value;
  if (reference.tail !== "" || value.endsWith("/")) return placeUri(value, base, site, "session");
  const folder = placeUri(`${value}/`, base, site, "session");
  return folder.slice(0, -1);
}
