import { lowLatencyPlaylist } from "./playlist.ts";
import { PARTS_PER_SEGMENT, type Position, TARGET_SECONDS, type Track } from "./track.ts";

/** An answer of the origin. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** Media type of playlists. */
export const HLS_TYPE = "application/vnd.apple.mpegurl";
const MP4_TYPE = "video/mp4";

/** A blocked reload is given up after three target durations (RFC 8216bis, 6.2.5.2). */
const PATIENCE_MILLISECONDS = 3 * TARGET_SECONDS * 1_000;

/**
 * The answer to a file of one rendition, once it can be given: a playlist waits for what `_HLS_msn` and `_HLS_part`
 * ask for, a part waits while it is the one that is hinted at. Nobody waits when `gone` aborts.
 */
export function answerFor(
  tracks: Readonly<Record<string, Track>>,
  {
    rendition,
    file,
    query,
  }: { readonly rendition: string; readonly file: string; readonly query: URLSearchParams },
  gone: AbortSignal,
): Promise<Answer> {
  const { [rendition]: track, ...others } = tracks;
  if (!track) return Promise.resolve(status(404));
  if (file === "index.m3u8") return playlistAnswer(track, others, query, gone);
  return mediaAnswer(track, file, gone);
}

async function playlistAnswer(
  track: Track,
  others: Readonly<Record<string, Track>>,
  query: URLSearchParams,
  gone: AbortSignal,
): Promise<Answer> {
  const wanted = wantedPosition(query);
  if (wanted === "malformed") return status(400);
  if (wanted && track.last && wanted.segment > track.last.segment + 2) return status(400);
  if (wanted && !(await track.reaches(wanted, patience(gone)))) return status(503);
  const isUpdate = query.get("_HLS_skip") === "YES";
  return { status: 200, type: HLS_TYPE, body: lowLatencyPlaylist({ track, others, isUpdate }) };
}

async function mediaAnswer(track: Track, file: string, gone: AbortSignal): Promise<Answer> {
  if (file === "init.mp4") return media(track.init);
  const [, number = "", part] = /^seg-(\d+)(?:\.(\d+))?\.m4s$/.exec(file) ?? [];
  if (number === "") return status(404);
  if (part === undefined) return media(track.segment(Number(number)));
  const position = { segment: Number(number), part: Number(part) };
  const { next } = track;
  if (position.segment === next.segment && position.part === next.part)
    await track.reaches(position, patience(gone));
  return media(track.part(position));
}

/** What a reload waits for; without a part it is the whole segment. */
function wantedPosition(query: URLSearchParams): Position | undefined | "malformed" {
  const [msn, part] = [query.get("_HLS_msn"), query.get("_HLS_part")];
  if (msn === null) return part === null ? undefined : "malformed";
  if (!/^\d{1,9}$/.test(msn) || !/^\d{1,9}$/.test(part ?? "0")) return "malformed";
  return { segment: Number(msn), part: part === null ? PARTS_PER_SEGMENT - 1 : Number(part) };
}

function patience(gone: AbortSignal): AbortSignal {
  return AbortSignal.any([gone, AbortSignal.timeout(PATIENCE_MILLISECONDS)]);
}

function media(body: Buffer | undefined): Answer {
  return body === undefined ? status(404) : { status: 200, type: MP4_TYPE, body };
}

function status(code: number): Answer {
  return { status: code, type: "text/plain", body: "" };
}
