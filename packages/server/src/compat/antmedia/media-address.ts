import { isReservedApplicationName } from "../../http/reserved-words.ts";
import {
  type AskedRendition,
  type ReadName,
  readFileName,
  readPlaylistName,
  readSegmentName,
} from "./file-suffixes.ts";

/** What an address asks for of its stream. */
export type AskedMedia =
  /** The stream itself, in one format; limited to a rendition where the address names one. */
  | {
      readonly opens: "entry";
      readonly format: "hls" | "dash" | "mp4";
      readonly rendition?: AskedRendition | undefined;
      /** Below the stream's folder: what to ask for where the stream has no such entry. */
      readonly file: string;
    }
  /** A file of its own below the stream's folder: a recording, or what no player begins with. */
  | { readonly opens: "file"; readonly file: string };

/** What one of Ant Media's media addresses names. */
export interface MediaAddress {
  readonly application: string;
  /** The stream's id, its segments in order. */
  readonly stream: readonly string[];
  readonly asked: AskedMedia;
  /** The stream's id as Ant Media itself would read it, whatever there is: what may be told to anybody. */
  readonly named: string;
}

/** Words inside an application below which Ant Media has media. */
const PLACES: ReadonlySet<string> = new Set(["streams", "chunked", "drm", "previews"]);
/** Folders that say how a stream is packed, and are no part of its id. */
const PACKINGS: ReadonlySet<string> = new Set(["chunked", "drm", "ll-hls"]);

/** True for the path, undecoded, of media as Ant Media addresses it: `/{app}/streams/…`, `/a/{app}/streams/…`. */
export function isMediaPath(path: string): boolean {
  const [, first = "", second = "", third = ""] = path.split("/", 4);
  if (first === "a") return PLACES.has(third);
  return PLACES.has(second) && !isReservedApplicationName(first);
}

/**
 * Reads an address of media: the application's name, `streams` (or `chunked`, `drm`, `previews`), folders, a file. Of several
 * readings the first counts whose stream there is, the longest name first: `foo_720p.m3u8` is the stream `foo_720p` before it
 * is a rendition of `foo`. Where there is none, it is what Ant Media would read. Segments are decoded. Undefined: the path
 * names no stream (`s1.mov`, no file at all).
 */
export function readMediaAddress(
  segments: readonly string[],
  isStream: (id: readonly string[]) => boolean,
): MediaAddress | undefined {
  const [application = "", place = "", ...tail] = segments[0] === "a" ? segments.slice(1) : segments;
  if (!PLACES.has(place)) return undefined;
  const readings = readTail(place, tail);
  const last = readings.at(-1);
  if (last === undefined) return undefined;
  const { stream, asked } = readings.find(reading => isStream(reading.stream)) ?? last;
  return { application, stream, asked, named: last.stream.join("/") };
}

/** One way to read an address; the last of a list is Ant Media's own. */
interface Reading {
  readonly stream: readonly string[];
  readonly asked: AskedMedia;
}

function readTail(place: string, tail: readonly string[]): readonly Reading[] {
  const file = tail.at(-1) ?? "";
  const dot = file.lastIndexOf(".");
  const [base, extension] = [file.slice(0, Math.max(0, dot)), file.slice(dot + 1).toLowerCase()];
  if (base === "") return [];
  const folders = tail.slice(0, -1);
  const inPlace = { folders, base, file };
  if (place === "previews") return readPreview(inPlace, extension);
  const packing = place === "streams" ? folders[0] : place;
  if (packing === undefined || !PACKINGS.has(packing)) return readPlain(inPlace, extension);
  const inside = place === "streams" ? folders.slice(1) : folders;
  // A stream may be called `ll-hls/s1`: then it is that one.
  const whole = place === "streams" ? readPacked(inPlace, extension) : [];
  return [...whole, ...readPacked({ ...inPlace, folders: inside }, extension)];
}

/** A file in its folders, below the word. */
interface Placed {
  readonly folders: readonly string[];
  /** Without the extension. */
  readonly base: string;
  readonly file: string;
}

function readPlain(placed: Placed, extension: string): readonly Reading[] {
  switch (extension) {
    case "m3u8":
      return readPlaylist(placed);
    case "mpd":
      return readByFolder(placed, "dash");
    case "m4s":
      return placed.folders.length > 0 ? readByFolder(placed) : readNamed(placed, readSegmentName);
    case "ts":
    case "fmp4":
      return readNamed(placed, readSegmentName);
    case "mp4":
    case "webm":
    case "mp3":
      return readFile(placed, extension);
    default:
      return [];
  }
}

/** `chunked/s1/master.m3u8`, `ll-hls/s1/s1__master.m3u8`, `drm/s1/master.mpd`: the folder is the stream. */
function readPacked(placed: Placed, extension: string): readonly Reading[] {
  if (placed.folders.length === 0) return readPlain(placed, extension);
  if (extension === "m3u8") return readByFolder(placed, "hls");
  if (extension === "mpd") return readByFolder(placed, "dash");
  return ["m4s", "ts", "fmp4", "mp4"].includes(extension) ? readByFolder(placed) : [];
}

function readPlaylist(placed: Placed): readonly Reading[] {
  return readPlaylistName(placed.base).flatMap(({ name, rendition }) =>
    placesOf(placed, name).map(({ stream, file }) => {
      const asked = { opens: "entry", format: "hls", rendition, file } as const;
      return { stream, asked };
    }),
  );
}

/** `s1.mp4` is the stream's own file; with a suffix it is a file of its own. */
function readFile(placed: Placed, extension: string): readonly Reading[] {
  return readFileName(placed.base).flatMap(({ name }) => {
    const isOwn = name === placed.base && extension === "mp4";
    return placesOf(placed, name).map(({ stream, file }) => {
      const asked = isOwn ? ({ opens: "entry", format: "mp4", file } as const) : fileOf(file);
      return { stream, asked };
    });
  });
}

function readPreview(placed: Placed, extension: string): readonly Reading[] {
  if (!["png", "jpg", "jpeg"].includes(extension)) return [];
  return readNamed(placed, base => [{ name: base }, ...readFileName(base.replace(/_finished$/, ""))]);
}

/** What is no entry whatever it is: only whose it is counts. */
function readNamed(placed: Placed, read: (base: string) => readonly ReadName[]): readonly Reading[] {
  return read(placed.base).flatMap(({ name }) =>
    placesOf(placed, name).map(({ stream, file }) => ({ stream, asked: fileOf(file) })),
  );
}

/** Sub-folders belong to the id where there is such a stream, and otherwise lie below the stream: Ant Media passes over them. */
function placesOf(
  { folders, file }: Placed,
  name: string,
): readonly { stream: readonly string[]; file: string }[] {
  const alone = { stream: [name], file: [...folders, file].join("/") };
  return folders.length === 0 ? [alone] : [{ stream: [...folders, name], file }, alone];
}

/** The folder is the stream, all of it or its last part; without a format: something inside of it. */
function readByFolder({ folders, base, file }: Placed, format?: "hls" | "dash"): readonly Reading[] {
  const own = folders.at(-1) ?? base;
  const isMain = ["master", own, `${own}_adaptive`, `${own}__master`].includes(base);
  const asked: AskedMedia = format !== undefined && isMain ? { opens: "entry", format, file } : fileOf(file);
  if (folders.length === 0) return [{ stream: [base], asked }];
  const parts = folders.map((_, index) => folders.slice(index));
  const [whole = [], ...shorter] = parts;
  // Ant Media keeps the folders here, so that its own reading comes again as the last.
  return [whole, ...shorter, whole].map(stream => ({ stream, asked }));
}

function fileOf(file: string): AskedMedia {
  return { opens: "file", file };
}
