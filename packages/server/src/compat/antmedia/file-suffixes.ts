/** Which rendition a file's name asks for. */
export interface AskedRendition {
  /** As it is written: `480p1000kbps`, `480p`, `500kbps`. */
  readonly name: string;
  /** By its lines of picture alone: `480p`; undefined where they are not told. */
  readonly height: string | undefined;
}

/** One reading of a file's name: the stream it may be of, and what its suffix asks for. */
export interface ReadName {
  /** Without the suffixes that were taken off. */
  readonly name: string;
  readonly rendition?: AskedRendition | undefined;
}

const ADAPTIVE = /_adaptive$/;
const RENDITION = /_((\d{2,5}p)?(?:\d{1,6}kbps)?)$/;
/** Of a recording that is not the first under its name, or of one that was made at a time. */
const NUMBER = /_\d{1,6}$/;
const TIME = /-\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}\.\d{3}$/;
/** The beginning of a HLS rendition in fragmented MP4 carries a time in milliseconds. */
const BEGINNING = /_\d{10,}_init$/;
/** Nine digits number a segment, in old versions four; where the format is set, times and numbers as well. */
const NINE_DIGITS = /\d{9}$/;
const FOUR_DIGITS = /\d{4}$/;
const OWN_FORMAT = /[-_][\d_-]*\d$/;

/** The readings of a playlist's name (`s1`, `s1_adaptive`, `s1_480p1000kbps`), the longest stream's name first. */
export function readPlaylistName(base: string): readonly ReadName[] {
  const whole = { name: base };
  const adaptive = without(base, ADAPTIVE);
  if (adaptive !== undefined) return [whole, { name: adaptive }];
  const shorter = readRendition(base);
  return shorter ? [whole, shorter] : [whole];
}

/**
 * The readings of a recording's name, the longest stream's name first: `s1`, `s1_1`, `s1_240p500kbps_1`,
 * `s1-2021-05-18_11-26-26.842_240p`. Each kind of suffix is taken off once, from the end on.
 */
export function readFileName(base: string): readonly ReadName[] {
  const beginning = without(base, BEGINNING);
  if (beginning !== undefined) return [{ name: base }, ...readPlaylistName(beginning)];
  const readings: ReadName[] = [{ name: base }];
  const left = new Set([NUMBER, TIME, RENDITION]);
  let name: string | undefined = base;
  while (name !== undefined) {
    const rest: string = name;
    const kind = [...left].find(pattern => without(rest, pattern) !== undefined);
    name = kind && without(rest, kind);
    if (kind) left.delete(kind);
    if (name !== undefined) readings.push({ name });
  }
  return readings;
}

/** The readings of a segment's name: `s1000000005`, `s1_240p300kbps000000005`, `s10005`, `s1-20210518-16213`. */
export function readSegmentName(base: string): readonly ReadName[] {
  const [nine, four] = [without(base, NINE_DIGITS), without(base, FOUR_DIGITS)];
  const stem = nine ?? four ?? base;
  const ofStem = readPlaylistName(stem);
  const whole = [base, ...(four === undefined ? [] : [four]), ...(nine === undefined ? [] : [nine])];
  const own = without(base, OWN_FORMAT);
  return [
    ...whole.map(name => ({ name })),
    ...ofStem,
    ...(own === undefined ? [] : [{ name: own }]),
    ...(nine === undefined && four === undefined && own !== undefined ? [] : ofStem.slice(-1)),
  ];
}

function readRendition(base: string): ReadName | undefined {
  const [suffix = "", name = "", height] = RENDITION.exec(base) ?? [];
  if (name === "" || suffix.length === base.length) return undefined;
  return { name: base.slice(0, -suffix.length), rendition: { name, height } };
}

/** The text without what the pattern finds at its end; undefined when nothing would be taken off, or nothing be left. */
function without(text: string, pattern: RegExp): string | undefined {
  const [suffix = ""] = pattern.exec(text) ?? [];
  if (suffix.length < 2 || suffix.length === text.length) return undefined;
  return text.slice(0, -suffix.length);
}
