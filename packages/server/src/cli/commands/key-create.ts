import { readFileSync } from "node:fs";
import { ask } from "../connection/ask.ts";
import { issuedTokenKeyAnswer } from "../connection/token-key-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { issuedTokenKeyText } from "../output/token-key-text.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags {
  readonly algorithm?: string;
  readonly kid?: string;
  readonly application?: string;
  readonly import?: string;
  readonly jwksUrl?: string;
  readonly default?: true;
}

/** `sluice key create`: makes a token key, takes one in, or follows a JWKS URL. */
export const addKeyCreate: AddCommand = program => {
  const command = group(program, "key")
    .command("create")
    .description("Make a token key; prints its value, once")
    .argument("<name>", "for you")
    .option(
      "--algorithm <algorithm>",
      "HS256, ES256, EdDSA, … (default: HS256, or what an imported key says)",
    )
    .option("--kid <kid>", "how tokens name it (default: its id)")
    .option("--application <application>", "vouches in this application only")
    .option(
      "--import <file>",
      "take a key in: a file with a public key in PEM, a JWK, or the text of a secret",
    )
    .option("--jwks-url <url>", "follow the set of public keys at this URL")
    .option("--default", "for tokens without a kid, and to sign new ones");
  addServerOptions(command).action(create);
};

async function create(name: string, flags: CreateFlags): Promise<void> {
  const { algorithm, kid, application, jwksUrl, default: isDefault } = flags;
  const given =
    flags.import === undefined ? undefined : readImport(readFileSync(flags.import, "utf8").trim());
  await onServer(flags, async connection => {
    const body = { name, algorithm, kid, application, import: given, jwks_url: jwksUrl, default: isDefault };
    const call = { method: "POST", path: "/v1/keys", body } as const;
    const { value, raw } = await ask(connection, call, issuedTokenKeyAnswer);
    if (flags.json) printJson(raw);
    else print(issuedTokenKeyText("Made", value));
  });
}

function readImport(text: string): object {
  if (text.includes("-----BEGIN ")) return { pem: text };
  try {
    const jwk: unknown = JSON.parse(text);
    if (typeof jwk === "object" && jwk !== null) return { jwk };
  } catch {
    // No JSON: a secret.
  }
  return { secret: text };
}
