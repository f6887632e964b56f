import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

const START_MILLISECONDS = 60_000;

/** Resolves once somebody listens on a port of 127.0.0.1; rejects when the program that should is over, or after a minute. */
export async function listening(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + START_MILLISECONDS;
  while (performance.now() < deadline && child.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    const answers = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answers) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`nobody listens on ${port}`);
}
