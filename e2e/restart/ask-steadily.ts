import { request } from "node:http";
import { request as requestOverTls } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MILLISECONDS = 20;

/** What became of one question on a connection of its own. */
export interface Asked {
  /** `200`, or the system's error code: `ECONNREFUSED`. */
  readonly outcome: string;
  readonly milliseconds: number;
}

/** A client that asks all the time. */
export interface SteadyClient {
  /** Stops asking; resolves to everything that was asked, once all of it is answered. */
  stop(): Promise<readonly Asked[]>;
}

/** Asks a URL every 20 ms, each time on a new connection, whatever becomes of the others. With a form it is posted. */
export function askSteadily(url: string, form?: string): SteadyClient {
  const asked: Promise<Asked>[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      asked.push(ask(url, form));
      await sleep(EVERY_MILLISECONDS);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await asking;
      return Promise.all(asked);
    },
  };
}

function ask(url: string, form: string | undefined): Promise<Asked> {
  const from = performance.now();
  const posted = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
  return new Promise(resolve => {
    const done = (outcome: string) => resolve({ outcome, milliseconds: performance.now() - from });
    const send = url.startsWith("https:") ? requestOverTls : request;
    const asked = send(url, { agent: false, ...(form === undefined ? {} : posted) }, response => {
      response.resume();
      response.once("close", () => done(response.complete ? String(response.statusCode) : "cut"));
    });
    asked.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    asked.end(form);
  });
}

/** How often each outcome was seen: `{ "200": 150 }`. */
export function tally(asked: readonly Asked[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of asked) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** The longest wait for an answer, in milliseconds. */
export function longest(asked: readonly Asked[]): number {
  return Math.max(...asked.map(({ milliseconds }) => milliseconds));
}
