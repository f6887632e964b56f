import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below what a system gives out by itself (on Linux from 32,768 on): a port that it has given out and taken back is, a moment
 * later, another suite's, or one end of somebody's connection.
 */
const FIRST = 10_000;
/** For each worker, so that suites that run at the same time never meet. */
const SHARE = 1_500;
const SHARES = 15;

/** Workers of the test program have numbers from 1 on. */
const worker = Number(process.env.VITEST_POOL_ID ?? 1) - 1;
/** Another run on this machine begins elsewhere. */
let drawn = Math.floor(Math.random() * SHARE);

/** A port of 127.0.0.1 that nobody has, for what has to be known before its listener is there. No two calls answer the same. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < SHARE; tries += 1) {
    drawn = (drawn + 1) % SHARE;
    const port = FIRST + (worker % SHARES) * SHARE + drawn;
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}
