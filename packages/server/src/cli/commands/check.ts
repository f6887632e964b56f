import { type CheckAnswer, checkAnswer, decisionAnswer, type RuleAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { header, moment, wholeNumber } from "../option-values.ts";
import { checkedText } from "../output/checked-text.ts";
import { print, printJson } from "../output/print.ts";
import { readToken } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";

const REFUSED_EXIT_CODE = 2;

interface CheckFlags extends ServerFlags {
  readonly token: string;
  readonly action: string;
  readonly ip?: string;
  readonly origin?: string;
  readonly userAgent?: string;
  readonly requestUrl?: string;
  readonly method?: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly country?: string;
  readonly asn?: number;
  readonly alpn?: string;
  readonly at?: number;
  readonly consume?: boolean;
}

/** `sluice check`: would this token open that stream? Exit code 0 allowed, 2 refused, 1 for anything else. */
export const addCheck: AddCommand = program => {
  const command = program
    .command("check")
    .description("Ask whether a token opens a stream, and why (exit code 0 allowed, 2 refused)")
    .argument("<stream>", "application/stream")
    .requiredOption(
      "--token <token>",
      "the token's text, a link with it, or - to read it from standard input",
    )
    .option("--action <action>", "play or publish", "play")
    .option("--ip <address>", "as if from this address")
    .option("--origin <url>", "as if embedded in this site")
    .option("--user-agent <text>", "as if by this player")
    .option("--request-url <url>", "as if this URL were asked for (claims of signed tokens)")
    .option("--method <method>", "as if by this HTTP method")
    .option("--header <line>", 'as if with this header, "Name: value"; also several times', header)
    .option("--country <code>", "as if from this country or region: SE or SE-AB")
    .option("--asn <number>", "as if from this autonomous system", wholeNumber)
    .option("--alpn <protocol>", "as if over this protocol: h2")
    .option("--at <time>", "as if at this time: Unix seconds, 2027-01-31T18:00Z, or 2h from now", moment)
    .option("--consume", "not as if: spend a use and begin a session");
  addServerOptions(command).action(check);
};

async function check(stream: string, flags: CheckFlags): Promise<void> {
  const { action, ip, origin, userAgent, at, requestUrl: url, method, header: headers } = flags;
  const token = await readToken(flags.token);
  await onServer(flags, async connection => {
    const request = { ip, origin, user_agent: userAgent, url, method, headers, context: contextOf(flags) };
    const body = { action, stream, token, at, ...request };
    const answer = flags.consume
      ? await ask(
          connection,
          { method: "POST", path: "/v1/check", body: { ...body, consume: true } },
          checkAnswer,
        )
      : await ask(connection, { method: "POST", path: "/v1/explain", body }, checkAnswer);
    if (flags.json) printJson(answer.raw);
    else print(checkedText(answer.value, stream, action, await rulesOf(connection, answer.value)));
    if (!answer.value.allowed) process.exitCode = REFUSED_EXIT_CODE;
  });
}

/** What else claims look at; undefined when no flag says anything of it. */
function contextOf({ country: place, asn, alpn }: CheckFlags) {
  if (place === undefined && asn === undefined && alpn === undefined) return undefined;
  const [country, region] = (place ?? "").toUpperCase().split("-", 2);
  return { country: country || undefined, region, asn, alpn };
}

/** `/v1/check` gives no rules, but what it decided is kept. */
async function rulesOf(connection: Connection, { rules, ref }: CheckAnswer): Promise<readonly RuleAnswer[]> {
  if (rules) return rules;
  const path = `/v1/decisions/${encodeURIComponent(ref)}`;
  return (await ask(connection, { method: "GET", path }, decisionAnswer)).value.rules;
}
