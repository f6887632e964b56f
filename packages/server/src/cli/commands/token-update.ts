import { Option } from "commander";
import { tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addLimitOptions, type LimitFlags, limitFlags, limitValues } from "../limit-options.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { life, moment, oneMore, oneMoreJson } from "../option-values.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { print, printJson } from "../output/print.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** Limits that can be taken away, by the name of their flag. */
const CLEARABLE = {
  "not-before": "not_before",
  ...limitFlags,
  ip: "ip",
  domain: "domains",
  tag: "tag",
} as const;

interface UpdateFlags extends ServerFlags, LimitFlags {
  readonly notBefore?: number;
  readonly expiresAt?: number;
  readonly ttl?: number | "forever";
  readonly ip?: readonly string[];
  readonly domain?: readonly string[];
  readonly tag?: string;
  readonly annotation?: readonly unknown[];
  readonly disconnectAtExpiry?: boolean;
  readonly clear?: readonly (keyof typeof CLEARABLE)[];
}

/** `sluice token update`: changes a token's limits; its running sessions obey the new ones. */
export const addTokenUpdate: AddCommand = program => {
  const command = group(program, "token")
    .command("update")
    .description("Change a token's limits; its running sessions obey the new ones")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input")
    .option("--not-before <time>", "valid from then: Unix seconds, 2027-01-31T18:00Z, or 2h from now", moment)
    .option("--expires-at <time>", "valid until then", moment)
    .option("--ttl <duration>", "valid for so long from now: 90s, 15m, 2h, 7d, or forever", life)
    .option("--ip <network>", "works from this address or network only; repeatable", oneMore)
    .option("--domain <domain>", "works on this site only, *.example.com for all below; repeatable", oneMore)
    .option("--tag <tag>", "a word to find or revoke it by")
    .option("--annotation <json>", "a watermark or another note for the player; repeatable", oneMoreJson)
    .option("--disconnect-at-expiry", "sessions end with it")
    .option("--no-disconnect-at-expiry", "sessions do not end with it")
    .addOption(new Option("--clear <limits...>", "takes limits away").choices(Object.keys(CLEARABLE)));
  addServerOptions(addLimitOptions(command, "token")).action(update);
};

async function update(argument: string, flags: UpdateFlags): Promise<void> {
  const id = await readTokenId(argument);
  await onServer(flags, async connection => {
    const path = `/v1/tokens/${encodeURIComponent(id)}`;
    const body = changeOf(flags);
    const { value, raw } = await ask(connection, { method: "PATCH", path, body }, tokenAnswer);
    if (flags.json) printJson(raw);
    else print(inspectedText(value, nowSeconds()));
  });
}

function changeOf(flags: UpdateFlags): Record<string, unknown> {
  const cleared = (flags.clear ?? []).map(name => [CLEARABLE[name], null] as const);
  return {
    not_before: flags.notBefore,
    expires_at: flags.expiresAt,
    ttl_seconds: flags.ttl === "forever" ? null : flags.ttl,
    ...limitValues(flags),
    ip: flags.ip,
    domains: flags.domain,
    tag: flags.tag,
    annotations: flags.annotation,
    disconnect_at_expiry: flags.disconnectAtExpiry,
    ...Object.fromEntries(cleared),
  };
}
