import { Option } from "commander";
import { ask } from "../connection/ask.ts";
import { embedCodeAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { duration, oneMore } from "../option-values.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const FORMS = ["sluice", "iframe", "flowplayer", "nanostream"];

interface EmbedFlags extends ServerFlags {
  readonly form?: string;
  readonly domain?: readonly string[];
  readonly ttl?: number;
}

/** `sluice stream embed-code`: HTML that plays a stream, and nothing but that, so that it can go into a file. */
export const addStreamEmbedCode: AddCommand = program => {
  const command = group(program, "stream")
    .command("embed-code")
    .description(
      "Print HTML that plays a stream; with a token of its own where the stream's embed_token is true",
    )
    .argument("<stream>", "application/stream, an alias, or a name that only one stream has")
    .addOption(new Option("--form <form>", "whose player it is for").choices(FORMS))
    .option("--domain <domain>", "on this site only, *.example.com for all below it; repeatable", oneMore)
    .option("--ttl <duration>", "life of the token in it, 48h at most", duration);
  addServerOptions(command).action(printCode);
};

async function printCode(stream: string, flags: EmbedFlags): Promise<void> {
  await onServer(flags, async connection => {
    const query = { form: flags.form, domains: flags.domain?.join(","), ttl_seconds: flags.ttl?.toString() };
    const path = `/v1/streams/${encodeURIComponent(stream)}/embed-code`;
    const { value, raw } = await ask(connection, { method: "GET", path, query }, embedCodeAnswer);
    if (flags.json) printJson(raw);
    else print(value.html.trimEnd());
  });
}
