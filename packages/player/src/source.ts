import { readAddress } from "./address-bar.ts";
import type { Format, PlaySession } from "./session.ts";

/** What an address of a Sluice means to a player. */
export interface Source {
  /** Base URL of the server, with a slash at the end. */
  readonly server: string;
  /** `application/stream`. */
  readonly stream: string;
  readonly token: string | undefined;
  /** By the file's name; undefined for the address of the stream itself. */
  readonly format: Format | undefined;
  /** Set when the address is one of a session. */
  readonly session: PlaySession | undefined;
}

const HANDLE = /^[\w-]{20,}$/;
const FORMATS: Readonly<Record<string, Format>> = { m3u8: "hls", mpd: "dash", mp4: "mp4" };
const APPLICATION_AND_STREAM = 2;

/**
 * Reads an entry URL or the URL of a session; relative ones belong to `server`. An address elsewhere makes that
 * place the server. Undefined when it names no stream.
 */
export function readSource(src: string, server: string): Source | undefined {
  if (!URL.canParse(src, server)) return undefined;
  const url = new URL(src, server);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const base = url.href.startsWith(server) ? server : new URL("/", url).href;
  const { token, cleaned } = readAddress(url.href);
  const path = new URL(cleaned, base).pathname.slice(new URL(base).pathname.length);
  const all = namesOf(path);
  const isSession = all[0] === "s" && HANDLE.test(all[1] ?? "");
  const names = isSession ? all.slice(2) : all;
  if (names.length < APPLICATION_AND_STREAM) return undefined;
  const format = names.length > APPLICATION_AND_STREAM ? formatOf(names.at(-1) ?? "") : undefined;
  if (isSession && format === undefined) return undefined;
  const stream = (format === undefined ? names : names.slice(0, -1)).join("/");
  const session = isSession && format !== undefined ? sessionAt(url.href, format) : undefined;
  return { server: base, stream, token, format, session };
}

/** Its end, its watermarks and whether it is live are for the server that opened it to know. */
function sessionAt(url: string, format: Format): PlaySession {
  const unknown = { id: undefined, expiresAtSeconds: null, clockAheadSeconds: 0, annotations: [] };
  return { ...unknown, url, format, kind: "vod" };
}

function formatOf(name: string): Format | undefined {
  return FORMATS[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""];
}

function namesOf(path: string): readonly string[] {
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}
