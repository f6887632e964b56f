import { type Command, Option } from "commander";
import { declaredBody } from "./declared-body.ts";
import { addLimitOptions, type LimitFlags, limitFlags, limitValues } from "./limit-options.ts";
import { modeOption } from "./mode-option.ts";
import type { ServerFlags } from "./on-server.ts";
import { moment, oneMore } from "./option-values.ts";

const clearableLimits = Object.entries(limitFlags).map(([flag, field]) => [flag, `limits.${field}`]);

/** Fields that go back to their defaults, by the name of their flag. */
const CLEARABLE: Readonly<Record<string, string>> = {
  kind: "kind",
  group: "group",
  alias: "aliases",
  entries: "entries",
  publish: "enforcement.publish",
  play: "enforcement.play",
  "embed-token": "embed_token",
  ip: "limits.ip",
  domain: "limits.domains",
  "not-before": "limits.not_before",
  "expires-at": "limits.expires_at",
  ...Object.fromEntries(clearableLimits),
};

/** What can be said of a stream. */
export interface StreamFlags extends ServerFlags, LimitFlags {
  readonly kind?: string;
  readonly group?: string;
  readonly alias?: readonly string[];
  readonly hls?: string;
  readonly dash?: string;
  readonly mp4?: string;
  readonly publish?: string;
  readonly play?: string;
  readonly embedToken?: boolean;
  readonly followDefault?: boolean;
  readonly ip?: readonly string[];
  readonly domain?: readonly string[];
  readonly notBefore?: number;
  readonly expiresAt?: number;
  readonly clear?: readonly string[];
}

/** Adds the flags that say something of a stream. */
export function addStreamOptions(command: Command): Command {
  return addLimitOptions(command, "stream")
    .addOption(new Option("--kind <kind>", "instead of the application's").choices(["live", "vod"]))
    .option("--group <group>", "the group that it belongs to")
    .option("--alias <alias>", "another name, from another system; repeatable", oneMore)
    .option("--hls <path>", "its HLS playlist, below its folder")
    .option("--dash <path>", "its DASH manifest")
    .option("--mp4 <path>", "its MP4 file")
    .addOption(modeOption("publish", "publishers, instead of the application's"))
    .addOption(modeOption("play", "players, instead of the application's"))
    .option("--embed-token", "its embed codes carry a token of their own")
    .option("--no-embed-token", "its embed codes carry none")
    .option("--follow-default", "it goes along with the default of its workspace")
    .option("--no-follow-default", "it keeps what it has")
    .option("--ip <network>", "for this address or network only; repeatable", oneMore)
    .option("--domain <domain>", "on this site only, *.example.com for all below it; repeatable", oneMore)
    .option("--not-before <time>", "open from then: Unix seconds, 2027-01-31T18:00Z, or 2h from now", moment)
    .option("--expires-at <time>", "open until then", moment);
}

/** Adds the flag that takes fields of a stream back to their defaults. */
export function addStreamClear(command: Command): Command {
  const description = "takes fields back to their defaults";
  return command.addOption(new Option("--clear <fields...>", description).choices(Object.keys(CLEARABLE)));
}

/** The body of a stream that is made or changed. */
export function streamBody(flags: StreamFlags): Readonly<Record<string, unknown>> {
  const values = {
    kind: flags.kind,
    group: flags.group,
    aliases: flags.alias,
    "entries.hls": flags.hls,
    "entries.dash": flags.dash,
    "entries.mp4": flags.mp4,
    "enforcement.publish": flags.publish,
    "enforcement.play": flags.play,
    embed_token: flags.embedToken,
    follow_default: flags.followDefault,
    "limits.ip": flags.ip,
    "limits.domains": flags.domain,
    "limits.not_before": flags.notBefore,
    "limits.expires_at": flags.expiresAt,
    ...Object.fromEntries(
      Object.entries(limitValues(flags)).map(([field, value]) => [`limits.${field}`, value]),
    ),
  };
  return declaredBody(
    values,
    (flags.clear ?? []).flatMap(name => CLEARABLE[name] ?? []),
  );
}
