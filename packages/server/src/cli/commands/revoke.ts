import { dryRunAnswer, revocationAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { moment } from "../option-values.ts";
import { print, printJson } from "../output/print.ts";
import { dryRunText, revokedText } from "../output/revocation-text.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";

interface RevokeFlags extends ServerFlags {
  readonly user?: string;
  readonly tag?: string;
  readonly stream?: string;
  readonly group?: string;
  readonly application?: string;
  readonly token?: string;
  readonly session?: string;
  readonly jti?: string;
  readonly issuedBy?: string;
  readonly ip?: string;
  readonly confirm?: string;
  readonly all?: boolean;
  readonly issuedBefore?: number;
  readonly dryRun?: boolean;
  readonly permanent?: boolean;
  readonly until?: number;
}

/** `sluice revoke`: withdraws every token that matches and ends the sessions they have. */
export const addRevoke: AddCommand = program => {
  const command = program
    .command("revoke")
    .description("Withdraw all tokens that match every flag given, and end their sessions")
    .option("--user <user>", "tokens for this user")
    .option("--tag <tag>", "tokens with this tag")
    .option("--stream <stream>", "tokens and sessions for this stream")
    .option("--group <group>", "tokens and sessions for this group of streams")
    .option("--application <application>", "tokens and sessions for this application")
    .option("--token <token>", "this token: its id, its text, or -")
    .option("--jti <id>", "the token with this id inside its text; opaque tokens have none")
    .option("--issued-by <key>", "tokens that the API key with this id has made")
    .option("--ip <network>", "whoever comes from this address or network, while the rule stands")
    .option("--session <id>", "this session alone; its token stays")
    .option("--all", "every token of the organization; needs --confirm")
    .option("--issued-before <time>", "only tokens made before then", moment)
    .option("--dry-run", "count, and change nothing")
    .option("--permanent", "tokens that are made from now on as well")
    .option("--until <time>", "tokens made from now on as well, until then", moment)
    .option("--confirm <code>", "the organization's code, for what reaches all of it");
  addServerOptions(command).action(revoke);
};

async function revoke(flags: RevokeFlags): Promise<void> {
  const { user, tag, stream, group, application, session, jti, ip, all, permanent, until, confirm } = flags;
  const token = flags.token === undefined ? undefined : await readTokenId(flags.token);
  const { issuedBefore: issued_before, issuedBy: key } = flags;
  const named = { token, jti, user, tag, stream, group, application, key, ip, session };
  const selector = { ...named, all, issued_before };
  await onServer(flags, async connection => {
    const body = { selector, permanent, until, confirm, dry_run: flags.dryRun };
    const call = { method: "POST", path: "/v1/revocations", body } as const;
    if (flags.dryRun) {
      const { value, raw } = await ask(connection, call, dryRunAnswer);
      if (flags.json) printJson(raw);
      else print(dryRunText(value));
      return;
    }
    const { value, raw } = await ask(connection, call, revocationAnswer);
    if (flags.json) printJson(raw);
    else print(revokedText(value));
  });
}
