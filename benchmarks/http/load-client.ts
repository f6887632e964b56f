import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { LoadPlan, LoadResult } from "./load-plan.ts";
import { createReplyReader } from "./reply-reader.ts";

// A process of its own: reads a plan from standard input, prints a result. Bare sockets, because Node's HTTP client
// costs more than the servers that are measured.

const plan: LoadPlan = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await load(plan)));

/** Sends requests over keep-alive connections, one at a time on each, until the plan is done. */
async function load({ port, connections, work }: LoadPlan): Promise<LoadResult> {
  if (work.kind === "calls") return call(port, work);
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const start = performance.now();
  const next = asksOf(work, start);
  await Promise.all(
    sockets.map(socket =>
      drive(socket, next, (status, milliseconds) => {
        latencies.push(milliseconds);
        if (status !== 200) refused[status] = (refused[status] ?? 0) + 1;
      }),
    ),
  );
  const milliseconds = performance.now() - start;
  for (const socket of sockets) socket.destroy();
  return resultOf(latencies, refused, milliseconds);
}

function resultOf(
  latencies: number[],
  refused: Readonly<Record<string, number>>,
  milliseconds: number,
): LoadResult {
  latencies.sort((left, right) => left - right);
  return {
    requests: latencies.length,
    refused,
    milliseconds,
    p50Milliseconds: quantile(latencies, 0.5),
    p99Milliseconds: quantile(latencies, 0.99),
  };
}

type Calls = Extract<LoadPlan["work"], { kind: "calls" }>;

/** Sends each body on a connection of its own when it is due, whether the ones before are answered or not. */
async function call(port: number, work: Calls): Promise<LoadResult> {
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const start = performance.now();
  const countedFrom = start + (work.uncounted * 1000) / work.perSecond;
  await Promise.all(
    work.bodies.map(async (body, index) => {
      const dueAt = start + (index * 1000) / work.perSecond;
      await new Promise(resolve => setTimeout(resolve, dueAt - performance.now()));
      // A timer may be early by less than a millisecond.
      const sentAt = Math.min(performance.now(), dueAt);
      const status = await post(port, work, body);
      if (index >= work.uncounted) latencies.push(performance.now() - sentAt);
      if (status !== 200) refused[status] = (refused[status] ?? 0) + 1;
    }),
  );
  return resultOf(latencies, refused, performance.now() - countedFrom);
}

function post(port: number, { path, contentType }: Calls, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: ${contentType}\r\n`;
    socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    socket.on("data", createReplyReader(resolve));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection without an answer")));
  });
}

/** A request, and when it is due; one without a time is due as soon as a connection is free. */
interface Ask {
  readonly path: string;
  readonly dueAt?: number;
}

function asksOf(work: Exclude<LoadPlan["work"], { kind: "calls" }>, start: number): () => Ask | undefined {
  if (work.kind === "repeat") {
    return () => (performance.now() - start < work.milliseconds ? { path: work.path } : undefined);
  }
  let next = 0;
  return () => {
    const path = work.paths[next];
    if (path === undefined) return undefined;
    next += 1;
    return work.kind === "paced" ? { path, dueAt: start + ((next - 1) * 1000) / work.perSecond } : { path };
  };
}

function drive(
  socket: Socket,
  next: () => Ask | undefined,
  note: (status: number, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const write = (path: string): void =>
      void socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: sluice-bench\r\n\r\n`);
    const send = (): void => {
      const ask = next();
      const now = performance.now();
      sentAt = ask?.dueAt ?? now;
      if (ask === undefined) resolve();
      else if (sentAt > now) setTimeout(write, sentAt - now, ask.path);
      else write(ask.path);
    };
    const read = createReplyReader(status => {
      note(status, performance.now() - sentAt);
      send();
    });
    socket.on("data", read);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection")));
    send();
  });
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
