import type { Command } from "commander";
import { oneJson, oneMore, wholeNumber } from "./option-values.ts";

/** Flags of limits that tokens and streams share, as commander gives them. */
export interface LimitFlags {
  readonly maxUses?: number;
  readonly maxSessions?: unknown;
  readonly maxWatchMinutes?: number;
  readonly maxBytes?: number;
  readonly bind?: unknown;
  readonly countries?: unknown;
  readonly asns?: unknown;
  readonly rules?: unknown;
  readonly hours?: unknown;
  readonly maxHeight?: number;
  readonly rendition?: readonly string[];
  readonly download?: boolean;
}

/** Names of the flags of limits, each with the word of the API. */
export const limitFlags = {
  "max-uses": "max_uses",
  "max-sessions": "max_sessions",
  "max-watch-minutes": "max_watch_minutes",
  "max-bytes": "max_bytes",
  bind: "bind",
  countries: "countries",
  asns: "asns",
  rules: "rules",
  hours: "hours",
  "max-height": "max_height",
  rendition: "renditions",
  download: "download",
} as const;

/** Adds them. What is a map or a list of maps is given as JSON, in the words of the API. */
export function addLimitOptions(command: Command, ofWhat: "token" | "stream"): Command {
  const over = ofWhat === "stream" ? ", over all tokens" : "";
  return command
    .option("--max-uses <number>", `sessions it can begin${over}`, wholeNumber)
    .option(
      "--max-sessions <limit>",
      `sessions at the same time${over}: a number, or {"count": 2, "per": "user", "when_full": "evict-oldest"}`,
      oneJson,
    )
    .option("--max-watch-minutes <number>", `minutes of playback in all${over}`, wholeNumber)
    .option("--max-bytes <number>", `bytes of media in all${over}`, wholeNumber)
    .option(
      "--bind <json>",
      'what a session stays with: {"to": ["prefix", "agent"], "rebinds": 4}, or none',
      bindValue,
    )
    .option("--countries <json>", '{"allow": ["DE", "AT"]} or {"deny": [...]}', oneJson)
    .option("--asns <json>", 'numbers of networks, {"allow": [3320]} or {"deny": [...]}', oneJson)
    .option(
      "--rules <json>",
      'in order, [{"effect": "allow", "ip": ["10.0.0.0/8"]}]; none matches: refused',
      oneJson,
    )
    .option(
      "--hours <json>",
      'when it is open, [{"from": "09:00", "to": "17:30", "time_zone": "Europe/Berlin"}]',
      oneJson,
    )
    .option("--max-height <number>", "lines of the highest picture", wholeNumber)
    .option("--rendition <name>", "only this rendition, such as 360p; repeatable", oneMore)
    .option("--download", "may be downloaded")
    .option("--no-download", "is played only");
}

/** What they say, in the words of the API. */
export function limitValues(flags: LimitFlags) {
  return {
    max_uses: flags.maxUses,
    max_sessions: flags.maxSessions,
    max_watch_minutes: flags.maxWatchMinutes,
    max_bytes: flags.maxBytes,
    bind: flags.bind,
    countries: flags.countries,
    asns: flags.asns,
    rules: flags.rules,
    hours: flags.hours,
    max_height: flags.maxHeight,
    renditions: flags.rendition,
    download: flags.download,
  };
}

function bindValue(text: string): unknown {
  return text === "none" ? text : oneJson(text);
}
