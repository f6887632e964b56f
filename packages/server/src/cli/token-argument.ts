import { text } from "node:stream/consumers";
import { tokenIdOf } from "../commands/tokens/token-id.ts";
import { PlainFailure } from "./plain-failure.ts";

const TOKEN_IN_URL = /[?&](?:token|access_token|jwt|CAT)=([^&#\s]+)/;

/**
 * A token as it was given: its text, a link with it, or `-` for standard input, which keeps it out of the shell's
 * history. Throws PlainFailure when nothing is there.
 */
export async function readToken(argument: string): Promise<string> {
  const given = (argument === "-" ? await readStandardInput() : argument).trim();
  if (given === "")
    throw new PlainFailure("There is no token: give its text, its id, or - and the text on standard input.");
  return TOKEN_IN_URL.exec(given)?.[1] ?? given;
}

/** As `readToken`, but the public id only where there is one: a look-up need not carry the secret. */
export async function readTokenId(argument: string): Promise<string> {
  const token = await readToken(argument);
  return tokenIdOf(token) ?? token;
}

function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("Paste the token, press Enter, then Ctrl-D:\n");
  return text(process.stdin);
}
