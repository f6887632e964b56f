import { issuedApiKeyAnswer } from "../connection/api-key-answers.ts";
import { ask } from "../connection/ask.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { life, moment, oneMore } from "../option-values.ts";
import { issuedApiKeyText } from "../output/api-key-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags {
  readonly admin?: boolean;
  readonly name?: string;
  readonly scope?: readonly string[];
  readonly application?: readonly string[];
  readonly action?: readonly string[];
  readonly longestTtl?: number | "forever";
  readonly expiresAt?: number;
}

/** What the key of the first start may do: `--admin` makes another one like it. */
const ADMINISTRATOR = ["admin", "installation"];

/** `sluice apikey create`: makes an API key and prints it, once. */
export const addApikeyCreate: AddCommand = program => {
  const command = group(program, "apikey")
    .command("create")
    .description("Make an API key; on the data folder this needs no key, also when the last one is lost")
    .option("--admin", "a key that may do everything, as the first start's")
    .option("--name <name>", 'what it is for (default with --admin: "admin")')
    .option("--scope <scope>", "what it may do, tokens:create for example; repeatable", oneMore)
    .option("--application <application>", "only for this application; repeatable", oneMore)
    .option("--action <action>", "only for tokens that play, or that publish; repeatable", oneMore)
    .option("--longest-ttl <duration>", "longest life of a token it makes: 15m, 2h, 7d, or forever", life)
    .option(
      "--expires-at <time>",
      "works until then: Unix seconds, 2027-01-31T18:00Z, or 30d from now",
      moment,
    );
  addServerOptions(command).action(create);
};

async function create(flags: CreateFlags): Promise<void> {
  const body = grantOf(flags);
  await onServer(flags, async connection => {
    const call = { method: "POST", path: "/v1/api-keys", body } as const;
    const { value, raw } = await ask(connection, call, issuedApiKeyAnswer);
    if (flags.json) printJson(raw);
    else print(issuedApiKeyText("Created", value, nowSeconds()));
  });
}

/** Throws PlainFailure where it is not said what the key may do, or who it is for. */
function grantOf(flags: CreateFlags): Record<string, unknown> {
  const { admin, scope, application, action, longestTtl, expiresAt } = flags;
  if (admin && scope) throw new PlainFailure("Give --admin or --scope, not both.");
  const name = flags.name ?? (admin ? "admin" : undefined);
  if (name === undefined) throw new PlainFailure("Give the key a name to know it by: --name ci.");
  const scopes = admin ? ADMINISTRATOR : scope;
  if (!scopes)
    throw new PlainFailure("Say what the key may do: --scope tokens:create, or --admin for everything.");
  return {
    name,
    scopes,
    applications: application,
    actions: action,
    longest_ttl_seconds: longestTtl === "forever" ? null : longestTtl,
    expires_at: expiresAt,
  };
}
