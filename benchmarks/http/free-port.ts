import { createServer } from "node:net";

/** Benchmarks listen from here on. */
const FIRST_PORT = 21_400;
const LAST_PORT = 21_499;

let next = FIRST_PORT;

/** The next port that nobody listens on. Throws when there is none left. */
export async function freePort(): Promise<number> {
  while (next <= LAST_PORT) {
    const port = next;
    next += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${FIRST_PORT} to ${LAST_PORT} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
