import { expect, test } from "vitest";
import type { LogFields } from "../../telemetry/log.ts";
import type { ProcessEnd, ServerProcess } from "./server-process.ts";
import { createSupervisor } from "./supervisor.ts";

/** A server that does what the test says. */
interface FakeServer extends ServerProcess {
  readonly told: string[];
  load(): Promise<void>;
  answer(): Promise<void>;
  end(how?: Partial<ProcessEnd>): Promise<void>;
}

/** Lets everything run that waits for a promise. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

function fakeServer(pid: number): FakeServer {
  const told: string[] = [];
  const loaded = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<ProcessEnd>();
  return {
    pid,
    told,
    loaded: loaded.promise,
    ready: ready.promise,
    ended: ended.promise,
    signal: signal => void told.push(signal),
    handOver: () => void told.push("hand-over"),
    async load() {
      loaded.resolve();
      await settle();
    },
    async answer() {
      ready.resolve();
      await settle();
    },
    async end(how = {}) {
      ended.resolve({ code: 0, signal: null, ...how });
      await settle();
    },
  };
}

function supervised() {
  const servers: FakeServer[] = [];
  const events: unknown[] = [];
  const delays: { milliseconds: number; call: () => void }[] = [];
  let now = 0;
  const write = ({ event }: LogFields): void => void events.push(event);
  const supervisor = createSupervisor({
    start() {
      const server = fakeServer(servers.length + 1);
      servers.push(server);
      return server;
    },
    log: { error: write, warn: write, info: write, debug: write },
    nowMilliseconds: () => now,
    after: (milliseconds, call) => void delays.push({ milliseconds, call }),
  });
  const over = supervisor.run();
  const server = (index: number): FakeServer => {
    const found = servers[index];
    if (!found) throw new Error(`there is no server ${index}`);
    return found;
  };
  return {
    supervisor,
    over,
    servers,
    server,
    events,
    delays,
    pass(milliseconds: number): void {
      now += milliseconds;
    },
  };
}

test("a restart tells the old server to hand over only when the new one is able to take over", async () => {
  const { supervisor, servers, server, events } = supervised();
  await server(0).answer();
  supervisor.restart();
  await settle();
  expect(server(0).told).toEqual([]);
  await server(1).load();
  expect(server(0).told).toEqual(["hand-over"]);
  await server(0).end();
  await server(1).answer();
  expect(events).toEqual(["restarting", "restarted"]);
  supervisor.pass("SIGHUP");
  expect(server(1).told).toEqual(["SIGHUP"]);
  expect(servers).toHaveLength(2);
});

test("a new server that ends before it can take over changes nothing", async () => {
  const { supervisor, servers, server, events } = supervised();
  await server(0).answer();
  supervisor.restart();
  await server(1).end({ code: 1 });
  expect(server(0).told).toEqual([]);
  expect(events).toEqual(["restarting", "restart-failed"]);
  supervisor.restart();
  await server(2).load();
  expect(server(0).told).toEqual(["hand-over"]);
  expect(servers).toHaveLength(3);
});

test("one restart at a time, and none before the first server has answered", async () => {
  const { supervisor, servers, server } = supervised();
  supervisor.restart();
  expect(servers).toHaveLength(1);
  await server(0).answer();
  supervisor.restart();
  supervisor.restart();
  expect(servers).toHaveLength(2);
});

test("a server that dies in the middle of a restart is followed by the one that waits", async () => {
  const { supervisor, servers, server, delays } = supervised();
  await server(0).answer();
  supervisor.restart();
  await server(0).end({ code: null, signal: "SIGKILL" });
  await server(1).load();
  await server(1).answer();
  expect(server(0).told).toEqual([]);
  expect({ servers: servers.length, delays }).toEqual({ servers: 2, delays: [] });
});

test("a new server that dies after the old one was told to end is followed by a third", async () => {
  const { supervisor, servers, server, delays } = supervised();
  await server(0).answer();
  supervisor.restart();
  await server(1).load();
  await server(1).end({ code: 1 });
  await server(0).end();
  delays.at(-1)?.call();
  expect(servers).toHaveLength(3);
});

test("a server that dies is started again, at once if it had been ready for long", async () => {
  const { servers, server, delays, pass } = supervised();
  await server(0).answer();
  pass(60_000);
  await server(0).end({ code: null, signal: "SIGKILL" });
  expect(delays.map(({ milliseconds }) => milliseconds)).toEqual([0]);
  delays[0]?.call();
  await server(1).end({ code: 1 });
  delays[1]?.call();
  await server(2).end({ code: 1 });
  expect(delays.map(({ milliseconds }) => milliseconds)).toEqual([0, 0, 500]);
  expect(servers).toHaveLength(3);
});

test("a first server that cannot start ends all, with its code", async () => {
  const { over, server } = supervised();
  await server(0).end({ code: 1 });
  expect(await over).toBe(1);
});

test("a stop reaches every server, and is over when the last has ended", async () => {
  const { supervisor, over, server } = supervised();
  await server(0).answer();
  supervisor.restart();
  await server(1).load();
  supervisor.stop("SIGTERM");
  expect([server(0).told, server(1).told]).toEqual([["hand-over", "SIGTERM"], ["SIGTERM"]]);
  await server(1).end({ code: null, signal: "SIGTERM" });
  await server(0).end({ code: 0 });
  expect(await over).toBe(0);
});

test("a stop while nobody runs is over at once, and nobody is started any more", async () => {
  const { supervisor, over, servers, server, delays } = supervised();
  await server(0).answer();
  await server(0).end({ code: 1 });
  supervisor.stop("SIGINT");
  expect(await over).toBe(0);
  delays[0]?.call();
  expect(servers).toHaveLength(1);
});

test("a signal is kept for a server that has not answered yet, which it would kill", async () => {
  const { supervisor, server } = supervised();
  supervisor.pass("SIGHUP");
  await settle();
  expect(server(0).told).toEqual([]);
  await server(0).answer();
  expect(server(0).told).toEqual(["SIGHUP"]);
  supervisor.restart();
  supervisor.pass("SIGHUP");
  await settle();
  expect([server(0).told, server(1).told]).toEqual([["SIGHUP", "SIGHUP"], []]);
  await server(1).answer();
  expect(server(1).told).toEqual(["SIGHUP"]);
});

test("a server that is stopped before it hears signals was stopped in good order", async () => {
  const { supervisor, over, server } = supervised();
  await server(0).answer();
  supervisor.restart();
  supervisor.stop("SIGTERM");
  await server(0).end({ code: 0 });
  await server(1).end({ code: null, signal: "SIGTERM" });
  expect(await over).toBe(0);
});

test("a server that had to be killed was not", async () => {
  const { supervisor, over, server } = supervised();
  await server(0).answer();
  supervisor.stop("SIGTERM");
  await server(0).end({ code: null, signal: "SIGKILL" });
  expect(await over).toBe(1);
});
