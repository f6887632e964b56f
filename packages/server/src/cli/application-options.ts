import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { declaredBody } from "./declared-body.ts";
import { modeOption } from "./mode-option.ts";
import type { ServerFlags } from "./on-server.ts";
import { duration, wholeNumber } from "./option-values.ts";

/** Fields that go back to their defaults, by the name of their flag. */
const CLEARABLE = {
  origin: "origin",
  publish: "enforcement.publish",
  play: "enforcement.play",
  "embed-token": "embed_token",
  "default-ttl": "default_ttl",
  idle: "sessions.idle_seconds",
  longest: "sessions.max_seconds",
  lease: "sessions.lease_seconds",
  grace: "grace.seconds",
  repeats: "grace.repeats",
} as const;

/** What can be said of an application. */
export interface ApplicationFlags extends ServerFlags {
  readonly kind?: string;
  readonly origin?: string;
  readonly folder?: string;
  readonly allowPrivate?: boolean;
  readonly registeredOnly?: boolean;
  readonly publish?: string;
  readonly play?: string;
  readonly embedToken?: boolean;
  readonly defaultTtl?: number;
  readonly idle?: number;
  readonly longest?: number;
  readonly lease?: number;
  readonly grace?: number;
  readonly repeats?: number;
  readonly clear?: readonly (keyof typeof CLEARABLE)[];
}

/** Adds the flags that say something of an application. Headers of an origin are secrets and have none. */
export function addApplicationOptions(command: Command): Command {
  return command
    .option("--origin <url>", "another HTTP server with its media; headers for it are set through the API")
    .option("--folder <folder>", "a folder of the server's machine with its media, instead")
    .option("--allow-private", "names that the origin leads to may have private addresses")
    .option("--registered-only", "only registered streams exist")
    .option("--no-registered-only", "any name is a stream")
    .addOption(modeOption("publish", "publishers"))
    .addOption(modeOption("play", "players"))
    .option("--embed-token", "embed codes of its streams carry a token of their own")
    .option("--no-embed-token", "they carry none")
    .option("--default-ttl <duration>", "life of a token that names none: 15m, 2h, 7d", duration)
    .option("--idle <duration>", "without a request for so long a session ends", duration)
    .option("--longest <duration>", "a session ends so long after it began", duration)
    .option("--lease <duration>", "without a request for so long its slot is free", duration)
    .option("--grace <duration>", "so long after a use its holder may repeat the entry", duration)
    .option("--repeats <number>", "so often", wholeNumber);
}

/** Adds the flag that takes fields of an application back to their defaults. */
export function addApplicationClear(command: Command): Command {
  const description = "takes fields back to their defaults";
  return command.addOption(new Option("--clear <fields...>", description).choices(Object.keys(CLEARABLE)));
}

/** The body of an application that is made or changed. A relative folder starts here. */
export function applicationBody(flags: ApplicationFlags): Readonly<Record<string, unknown>> {
  const values = {
    kind: flags.kind,
    "origin.url": flags.origin,
    "origin.folder": flags.folder === undefined ? undefined : resolve(flags.folder),
    "origin.allow_private": flags.allowPrivate,
    registered_only: flags.registeredOnly,
    "enforcement.publish": flags.publish,
    "enforcement.play": flags.play,
    embed_token: flags.embedToken,
    default_ttl: flags.defaultTtl,
    "sessions.idle_seconds": flags.idle,
    "sessions.max_seconds": flags.longest,
    "sessions.lease_seconds": flags.lease,
    "grace.seconds": flags.grace,
    "grace.repeats": flags.repeats,
  };
  return declaredBody(
    values,
    (flags.clear ?? []).map(name => CLEARABLE[name]),
  );
}
