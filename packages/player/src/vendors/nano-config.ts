/** A part of a configuration that somebody's page wrote: any member may be of any type, or missing. */
type Part = Readonly<Record<string, unknown>>;

/** What a source of the NanoPlayer names: one stream, and the token for it. */
export interface NanoSource {
  /** A stream's name, its UUID, or the id of its group. */
  readonly stream: string;
  readonly token: string | undefined;
}

/** The part of a NanoPlayer configuration that means something here. */
export interface NanoConfig {
  readonly source: NanoSource;
  readonly autoplay: boolean;
  readonly muted: boolean;
  /** True: without sound where the browser does not let it begin with sound. */
  readonly automute: boolean;
  readonly events: Readonly<Record<string, (event: unknown) => void>>;
  /** CSS lengths of the element; undefined: as the page has it. */
  readonly width: string | undefined;
  readonly height: string | undefined;
  readonly aspectRatio: string | undefined;
}

/**
 * Reads what `setup(config)` is given, as docs.nanocosmos.net describes it: `source.group`, `source.entries[startIndex]`,
 * and the forms before them (`source.h5live`, `source.bintu`). Undefined when it names no stream.
 */
export function readNanoConfig(config: unknown): NanoConfig | undefined {
  const { source, playback, style, events } = partOf(config);
  const read = readNanoSource(source);
  if (read === undefined) return undefined;
  const { autoplay, automute, muted } = partOf(playback);
  const { width, height, aspectratio } = partOf(style);
  return {
    source: read,
    autoplay: autoplay !== false,
    automute: automute === true,
    muted: muted === true,
    events: handlersOf(events),
    width: lengthOf(width),
    height: lengthOf(height),
    aspectRatio: textOf(aspectratio),
  };
}

/** Reads a `source`, also that of `updateSource(source)`. `index` chooses among entries in place of its `startIndex`. */
export function readNanoSource(value: unknown, index?: number): NanoSource | undefined {
  const source = partOf(value);
  const group = partOf(source["group"]);
  const tokenOfGroup = tokenOf(group);
  const entries = Array.isArray(source["entries"]) ? source["entries"] : [];
  const start = index ?? (typeof source["startIndex"] === "number" ? source["startIndex"] : 0);
  const candidates = [partOf(entries[start]), source];
  const found = candidates.map(entry => {
    const live = partOf(entry["h5live"]);
    const stream = textOf(partOf(live["rtmp"])["streamname"]) ?? textOf(partOf(entry["bintu"])["streamid"]);
    return { stream, token: tokenOf(live) ?? tokenOf(entry) };
  });
  const named = found.find(({ stream }) => stream !== undefined);
  const stream = named?.stream ?? textOf(group["id"]);
  return stream === undefined ? undefined : { stream, token: named?.token ?? tokenOfGroup };
}

/** The token's own name, and those that came before it or stand for it elsewhere. */
function tokenOf(part: Part): string | undefined {
  return textOf(partOf(part["security"])["jwtoken"]);
}

function handlersOf(value: unknown): NanoConfig["events"] {
  const handlers = Object.entries(partOf(value)).filter(([, handler]) => typeof handler === "function");
  return Object.fromEntries(handlers) as NanoConfig["events"];
}

function lengthOf(value: unknown): string | undefined {
  return typeof value === "number" ? `${value}px` : textOf(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function partOf(value: unknown): Part {
  return typeof value === "object" && value !== null ? (value as Part) : {};
}
