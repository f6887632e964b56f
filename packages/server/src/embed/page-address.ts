import { isReservedApplicationName } from "../http/reserved-words.ts";
import { normalisePath } from "../lib/path.ts";

/** What the address of a page asks for. */
export interface PageAddress {
  /** `application/stream`, `asset` or `organization/asset`. */
  readonly names: readonly string[];
  /** Another reading, for an address that names a file: the stream may be called so, extension and all. */
  readonly orNames?: readonly string[] | undefined;
  /** Ant Media's pages play by themselves unless told otherwise. */
  readonly autoplays: boolean;
  /** What the address asks for by naming a file, where it has no `playOrder`. */
  readonly playOrder: readonly string[];
}

const PLAY_PAGE = "play.html";
const FOLDER = "streams";
const FILE = /\.(?:mp4|webm|mov|m3u8|mpd)$/i;
const WAY_OF_EXTENSION: Readonly<Record<string, string>> = { m3u8: "hls", mpd: "dash" };

/** True for the path, undecoded, of a page that Ant Media has inside each application: `/{app}/play.html`. */
export function isPlayPage(path: string): boolean {
  const [, first = "", ...rest] = path.split("/", 5);
  const [second, ...others] = first === "a" ? rest.slice(1) : rest;
  return second === PLAY_PAGE && others.length === 0 && (first === "a" || !isReservedApplicationName(first));
}

/**
 * Reads `/embed/{asset}/`, `/embed/{organization}/{asset}/` (TPStreams), `/embed/{app}/{stream}/`, and
 * `/{app}/play.html?id=…` (Ant Media). Segments are decoded. Undefined: the path names nothing that can be read.
 */
export function readPageAddress(segments: readonly string[], query: string): PageAddress | undefined {
  const [first = "", ...rest] = segments[0] === "a" ? segments.slice(1) : segments;
  if (first === "embed") return { names: rest, autoplays: false, playOrder: [] };
  if (rest[0] !== PLAY_PAGE) return undefined;
  const parameters = new URLSearchParams(query);
  const path = normalisePath(`/${parameters.get("id") ?? parameters.get("name") ?? ""}`);
  return path.ok ? { ...readId(first, path.segments), autoplays: true } : undefined;
}

/** `stream`, `streams/file.mp4` or `file.mp4`: a file of a stream is that stream, in the format of the file. */
function readId(application: string, id: readonly string[]): Omit<PageAddress, "autoplays"> {
  const asked = id[0] === FOLDER && id.length > 1 ? id.slice(1) : id;
  const name = asked.at(-1) ?? "";
  if (!FILE.test(name)) return { names: [application, ...asked], playOrder: [] };
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const names = [application, ...asked.slice(0, -1), name.replace(FILE, "")];
  const way = WAY_OF_EXTENSION[extension] ?? "vod";
  return { names, orNames: [application, ...asked], playOrder: [way] };
}
