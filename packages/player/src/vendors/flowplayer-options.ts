import type { PlayerOptions } from "../player-options.ts";

/** The part of the options of `flowplayer(target, options)` that means something here. */
type Asked = Pick<
  PlayerOptions,
  "stream" | "src" | "playback_token" | "autoplay" | "muted" | "loop" | "title" | "captions"
>;

/** Behind it in an element's id stands what is played: `player-2e8cba53-…`. */
const PREFIX = "player-";

/**
 * Reads the options of an embedding code (docs.flowplayer.com). Where it has no `src`, the element's id says what is
 * played. A `src` is an id, or an address; a list of sources is as good as its first.
 */
export function readFlowplayerOptions(options: unknown, elementId: string): Asked {
  const given = partOf(options);
  const { playback_token: token, title } = given;
  const src = sourceOf(given["src"]);
  const isAddress = src !== undefined && /^(?:https?:)?\/\/|^\//i.test(src);
  const stream = src ?? (elementId.startsWith(PREFIX) ? elementId.slice(PREFIX.length) : elementId);
  return {
    ...(isAddress ? { src } : { stream }),
    playback_token: typeof token === "string" && token !== "" ? token : undefined,
    autoplay: isOn(given["autoplay"]),
    muted: isOn(given["muted"]),
    loop: isOn(given["loop"]),
    title: typeof title === "string" ? title : undefined,
  };
}

/** An id or an address, alone, as `{ src, type }`, or as a list of those. */
function sourceOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const src = typeof first === "string" ? first : partOf(first)["src"];
  return typeof src === "string" && src !== "" ? src : undefined;
}

/** `autoplay` is a number there: 0 is off, 1 on, 2 and 3 more cautious ways of on. */
function isOn(value: unknown): boolean {
  return value === true || value === "true" || (typeof value === "number" && value > 0);
}

function partOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
