import { Argument } from "commander";
import type { ConnectGuide } from "../connect/connect-guide.ts";
import { apiOf, fillGuide } from "../connect/fill-guide.ts";
import { connectGuides } from "../connect/index.ts";
import { questionText } from "../connect/question-text.ts";
import { waitForQuestion } from "../connect/wait-for-question.ts";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { type ServerAnswer, serversAnswer } from "../connection/server-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { duration } from "../option-values.ts";
import { note, print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";

interface ConnectFlags extends ServerFlags {
  readonly address?: string;
  readonly wait: boolean;
  readonly timeout?: number;
}

/** `sluice connect <server>`: the configuration that makes a server ask, and what it asks first. */
export const addConnect: AddCommand = program => {
  const command = program
    .command("connect")
    .description("Print the configuration that makes a server ask Sluice, and wait for its first question")
    .addArgument(
      new Argument(
        "<server>",
        `${connectGuides.map(({ kind }) => kind).join(", ")}, or a name in \`servers\``,
      ),
    )
    .option("--address <url>", "where that server reaches Sluice: http://10.0.0.5:8080")
    .option("--timeout <duration>", "wait no longer than this, and end with exit code 1", duration)
    .option("--no-wait", "print, and do not wait");
  addServerOptions(command).action(connectServer);
};

async function connectServer(name: string, flags: ConnectFlags): Promise<void> {
  await onServer(flags, async connection => {
    const { value } = await ask(connection, { method: "GET", path: "/v1/servers" }, serversAnswer);
    const { server, guide } = find(name, value.items);
    const filled = fillGuide(guide, {
      address: flags.address ?? value.address,
      secret: server.secret ?? undefined,
    });
    const { configuration, notes } = filled;
    if (!flags.json) print(`For ${guide.place}:\n\n${configuration}\n`);
    const api = apiOf(guide, server.name);
    if (!flags.json && api !== undefined && !server.has_api) print(apiText(guide, api));
    for (const sentence of notes) note(`Note: ${sentence}`);
    const asked = flags.wait ? await waitHere(connection, { server, guide, flags }) : server.last_question;
    if (flags.json) {
      const { kind } = server;
      printJson({ server: server.name, kind, place: guide.place, configuration, notes, question: asked });
    }
  });
}

function apiText({ title, page }: ConnectGuide, api: string): string {
  return `So that a withdrawn token ends what it opened, give Sluice ${title}'s API, in sluice.yaml (${page}):\n\n${api}\n`;
}

interface Waiting {
  readonly server: ServerAnswer;
  readonly guide: ConnectGuide;
  readonly flags: ConnectFlags;
}

async function waitHere(connection: Connection, { server, guide, flags }: Waiting) {
  const say = flags.json ? () => undefined : print;
  const who = server.name === server.kind ? guide.title : `${guide.title} (${server.name})`;
  if (connection.kind === "folder") {
    say("No server runs here, so that nobody can ask; start one with npm start.");
    return null;
  }
  if (server.last_question) say(`Before: ${questionText(who, server.last_question)}`);
  say(`${guide.nextStep} ${guide.page} tells more.\nWaiting for ${who} to ask (Ctrl-C ends this) …`);
  const asked = await waitForQuestion(connection, {
    name: server.name,
    before: server.last_question,
    limitSeconds: flags.timeout,
    stranger: sentence => note(`Note: ${sentence}`),
  });
  if (!asked)
    throw new PlainFailure(
      `${who} has not asked within the time given; ${guide.page} tells what may be wrong.`,
    );
  say(questionText(who, asked));
  return asked;
}

/** By the name that the configuration gives it, else the first of its kind. */
function find(name: string, servers: readonly ServerAnswer[]): { server: ServerAnswer; guide: ConnectGuide } {
  const server = servers.find(one => one.name === name) ?? servers.find(({ kind }) => kind === name);
  const guide = connectGuides.find(({ kind }) => kind === server?.kind);
  if (server && guide) return { server, guide };
  const known = [...new Set(servers.map(one => one.name))].join(", ");
  throw new PlainFailure(`There is no server ${JSON.stringify(name)} here; there are ${known}.`);
}
