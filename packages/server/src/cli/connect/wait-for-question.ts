import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { type AskedAnswer, serversAnswer } from "../connection/server-answers.ts";
import { nowSeconds } from "../now-seconds.ts";

const EVERY_MILLISECONDS = 500;

/** What is waited for. */
export interface WaitOptions {
  /** Of the server, as it is listed. */
  readonly name: string;
  /** What it asked before. */
  readonly before: AskedAnswer | null;
  /** Undefined: for ever. */
  readonly limitSeconds: number | undefined;
  /** Hears once of a caller that proved to be nobody: most often a secret was mistyped. */
  readonly stranger: (sentence: string) => void;
}

const strangers = z.object({
  items: z.array(z.object({ ref: z.string(), door: z.string(), ip: z.string().nullable() })),
});

/** The next question of a server; undefined when none has come in time. */
export async function waitForQuestion(
  connection: Connection,
  { name, before, limitSeconds = Number.POSITIVE_INFINITY, stranger }: WaitOptions,
): Promise<AskedAnswer | undefined> {
  const since = nowSeconds();
  const deadline = performance.now() + limitSeconds * 1000;
  let hasSeenStranger = false;
  while (performance.now() < deadline) {
    const { value } = await ask(connection, { method: "GET", path: "/v1/servers" }, serversAnswer);
    const asked = value.items.find(one => one.name === name)?.last_question ?? undefined;
    if (asked && asked.at !== before?.at) return asked;
    if (!hasSeenStranger) {
      const sentence = await strangerSince(connection, since);
      if (sentence !== undefined) stranger(sentence);
      hasSeenStranger = sentence !== undefined;
    }
    await sleep(EVERY_MILLISECONDS);
  }
  return undefined;
}

async function strangerSince(connection: Connection, since: number): Promise<string | undefined> {
  const query = { reason: "caller-unknown", since, limit: 5 };
  const { value } = await ask(connection, { method: "GET", path: "/v1/decisions", query }, strangers);
  const found = value.items.find(({ door }) => door === "hook" || door === "edge");
  if (!found) return undefined;
  return `something at ${found.ip ?? "an unknown address"} asked and did not prove itself: a wrong secret, or an address that is not allowed (sluice why ${found.ref}).`;
}
