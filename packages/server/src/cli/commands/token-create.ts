import { createdAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addLimitOptions, type LimitFlags, limitValues } from "../limit-options.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { life, moment, oneJson, oneMore, oneMoreJson, wholeNumber } from "../option-values.ts";
import { createdText } from "../output/created-text.ts";
import { note, print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags, LimitFlags {
  readonly kind: string;
  readonly publish?: boolean;
  readonly group?: string;
  readonly organization?: boolean;
  readonly notBefore?: number;
  readonly expiresAt?: number;
  readonly ttl?: number | "forever";
  readonly ip?: readonly string[];
  readonly domain?: readonly string[];
  readonly user?: string;
  readonly tag?: string;
  readonly annotation?: readonly unknown[];
  readonly disconnectAtExpiry?: boolean;
  readonly delegation?: number;
  readonly maxChildren?: number;
  readonly profile?: string;
  readonly signingKey?: string;
  readonly claims?: unknown;
}

/** `sluice token create`: makes a token and prints the links with it, once. */
export const addTokenCreate: AddCommand = program => {
  const command = group(program, "token")
    .command("create")
    .description("Make a token and the link with it")
    .argument("[stream...]", "streams that it opens, as application/stream")
    .option("--kind <kind>", "one-time, access, jwt or cat", "one-time")
    .option("--publish", "for publishing instead of playing")
    .option("--group <group>", "opens a group of streams")
    .option("--organization", "opens every stream of the organization")
    .option("--not-before <time>", "valid from then: Unix seconds, 2027-01-31T18:00Z, or 2h from now", moment)
    .option("--expires-at <time>", "valid until then", moment)
    .option("--ttl <duration>", "valid for so long: 90s, 15m, 2h, 7d, or forever", life)
    .option("--ip <network>", "works from this address or network only; repeatable", oneMore)
    .option("--domain <domain>", "works on this site only, *.example.com for all below; repeatable", oneMore)
    .option("--user <user>", "whom it is for")
    .option("--tag <tag>", "a word to find or revoke it by")
    .option("--annotation <json>", "a watermark or another note for the player; repeatable", oneMoreJson)
    .option("--disconnect-at-expiry", "sessions end with it")
    .option(
      "--delegation <depth>",
      "whoever has it makes narrower ones from it, so many generations",
      wholeNumber,
    )
    .option("--max-children <number>", "tokens made from it at the same time", wholeNumber)
    .option(
      "--profile <profile>",
      "jwt: the claim map, such as sluice, nanostream, antmedia, mediamtx or rfc9246",
    )
    .option("--signing-key <key>", "jwt and cat: id or kid of the token key that signs; else the default key")
    .option("--claims <json>", 'cat: more claims, {"catm": ["GET"]}', oneJson);
  addServerOptions(addLimitOptions(command, "token")).action(create);
};

async function create(streams: readonly string[], flags: CreateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const body = grantOf(streams, flags);
    const { value, raw } = await ask(connection, { method: "POST", path: "/v1/tokens", body }, createdAnswer);
    if (flags.json) printJson(raw);
    else print(createdText(value, nowSeconds()));
    if (connection.kind === "folder") {
      note(`No server runs on ${connection.name} now: the token works once one is started.`);
    }
  });
}

/** What the API makes of several targets, or of none, it says itself. */
function grantOf(streams: readonly string[], flags: CreateFlags): Record<string, unknown> {
  return {
    kind: flags.kind,
    action: flags.publish ? "publish" : "play",
    target: {
      ...(streams.length === 0 ? {} : { streams }),
      ...(flags.group === undefined ? {} : { group: flags.group }),
      ...(flags.organization ? { organization: true } : {}),
    },
    not_before: flags.notBefore,
    expires_at: flags.expiresAt,
    ttl_seconds: flags.ttl === "forever" ? null : flags.ttl,
    ...limitValues(flags),
    ip: flags.ip,
    domains: flags.domain,
    user: flags.user,
    tag: flags.tag,
    annotations: flags.annotation,
    disconnect_at_expiry: flags.disconnectAtExpiry,
    delegation: delegationOf(flags),
    profile: flags.profile,
    key: flags.signingKey,
    claims: flags.claims,
  };
}

/** A number of children without a depth is the API's to refuse. */
function delegationOf({ delegation: depth, maxChildren: max_children }: CreateFlags) {
  return depth === undefined && max_children === undefined ? undefined : { depth, max_children };
}
