import { carriesToken } from "../access/query-credentials.ts";

/** How a page plays, as its address says. Everything may be left out. */
export interface PageParameters {
  /** Undefined: the address does not say. */
  readonly autoplay: boolean | undefined;
  readonly muted: boolean;
  readonly loop: boolean;
  /** Speeds to choose from, 0.25 to 4, as they were written; empty: none but 1. */
  readonly playRates: readonly number[];
  /** Ways to play, the first to be tried first: `webrtc`, `hls`, `dash`, `vod`; empty: as the server does. */
  readonly playOrder: readonly string[];
}

const SLOWEST = 0.25;
const FASTEST = 4;
const MOST_RATES = 12;
const MOST_WAYS = 8;
const WAYS: ReadonlySet<string> = new Set(["webrtc", "hls", "ll-hls", "dash", "vod"]);

/**
 * Reads the parameters of TPStreams' embedding codes (`autoplay`, `muted`, `loop`, `playRates`) and of Ant Media's
 * play.html (`autoplay`, `mute`, `playOrder`). Whatever else an address has (`is360`, `targetLatency`, `playType`,
 * `viewer_id` …) changes nothing.
 */
export function readPageParameters(query: string): PageParameters {
  const parameters = new URLSearchParams(query);
  return {
    autoplay: switchOf(parameters.get("autoplay")),
    muted: switchOf(parameters.get("muted") ?? parameters.get("mute")) ?? false,
    loop: switchOf(parameters.get("loop")) ?? false,
    playRates: readRates(parameters.get("playRates") ?? ""),
    playOrder: listOf(parameters.get("playOrder") ?? "")
      .map(way => way.toLowerCase())
      .filter(way => WAYS.has(way))
      .slice(0, MOST_WAYS),
  };
}

/**
 * The query with its tokens as they were issued: embedding codes end with `…?access_token={TOKEN}/`, and the slash is
 * none of the token's. No token of any format ends with one.
 */
export function withoutSlashBehindToken(query: string): string {
  if (!/\/|%2f/i.test(query)) return query;
  return query
    .split("&")
    .map(pair => {
      const [[name, value] = ["", ""]] = [...new URLSearchParams(pair)];
      return carriesToken(name, value) ? pair.replace(/(?:\/|%2f)+$/i, "") : pair;
    })
    .join("&");
}

function readRates(text: string): readonly number[] {
  const rates = listOf(text)
    .map(Number)
    .filter(rate => rate >= SLOWEST && rate <= FASTEST);
  return [...new Set(rates)].slice(0, MOST_RATES);
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map(part => part.trim())
    .filter(part => part !== "");
}

function switchOf(value: string | null): boolean | undefined {
  if (value === "1" || value === "true") return true;
  return value === "0" || value === "false" ? false : undefined;
}
