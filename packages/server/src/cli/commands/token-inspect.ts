import { tokenIdOf } from "../../commands/tokens/token-id.ts";
import { tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { inspectedAnswer } from "../connection/inspected-answer.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { moment } from "../option-values.ts";
import { decodedText } from "../output/decoded-text.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { print, printJson } from "../output/print.ts";
import { readToken } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** Characters. What is shorter is a name, and no token that carries its claims. */
const SHORTEST_SIGNED = 20;

interface InspectFlags extends ServerFlags {
  readonly stream?: string;
  readonly action: string;
  readonly ip?: string;
  readonly origin?: string;
  readonly userAgent?: string;
  readonly requestUrl?: string;
  readonly method?: string;
  readonly at?: number;
}

/**
 * `sluice token inspect`: what a token may do and what has become of it. A JWT or CAT is decoded, its key named, and
 * with `--stream` any token is explained rule by rule. Spends nothing, and leaves no decision behind.
 */
export const addTokenInspect: AddCommand = program => {
  const command = group(program, "token")
    .command("inspect")
    .description("Show a token: what it opens, its limits, its status; decode a JWT or a CAT")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input")
    .option("--stream <stream>", "and how each rule goes for this stream: application/stream")
    .option("--action <action>", "with --stream: play or publish", "play")
    .option("--ip <address>", "with --stream: as if from this address")
    .option("--origin <url>", "with --stream: as if embedded in this site")
    .option("--user-agent <text>", "with --stream: as if by this player")
    .option("--request-url <url>", "with --stream: as if this URL were asked for")
    .option("--method <method>", "with --stream: as if by this HTTP method")
    .option("--at <time>", "with --stream: as if at this time (see check)", moment);
  addServerOptions(command).action(inspect);
};

async function inspect(argument: string, flags: InspectFlags): Promise<void> {
  const text = await readToken(argument);
  const id = tokenIdOf(text);
  const isDecoded = flags.stream !== undefined || (id === undefined && text.length >= SHORTEST_SIGNED);
  await onServer(flags, connection =>
    // A look-up need not carry the secret.
    isDecoded ? decode(connection, text, flags) : lookUp(connection, id ?? text, flags),
  );
}

async function lookUp(connection: Connection, id: string, { json }: InspectFlags): Promise<void> {
  const path = `/v1/tokens/${encodeURIComponent(id)}`;
  const { value, raw } = await ask(connection, { method: "GET", path }, tokenAnswer);
  if (json) printJson(raw);
  else print(inspectedText(value, nowSeconds()));
}

async function decode(connection: Connection, token: string, flags: InspectFlags): Promise<void> {
  const { stream, action, ip, origin, userAgent, requestUrl, method, at } = flags;
  const request = { action, stream, ip, origin, user_agent: userAgent, url: requestUrl, method, at };
  const body = { token, ...(stream === undefined ? {} : { request }) };
  const call = { method: "POST", path: "/v1/tokens/inspect", body } as const;
  const { value, raw } = await ask(connection, call, inspectedAnswer);
  if (flags.json) printJson(raw);
  else print(decodedText(value, nowSeconds()));
}
