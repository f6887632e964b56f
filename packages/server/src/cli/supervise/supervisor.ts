import type { Log } from "../../telemetry/log.ts";
import { createRestartDelays } from "./restart-delay.ts";
import type { ProcessEnd, ServerProcess } from "./server-process.ts";

/** Keeps one server running, and puts another one in its place without closing the sockets. */
export interface Supervisor {
  /** Starts the first server. Resolves to this process's exit code once all have ended. */
  run(): Promise<number>;
  /** Starts another server; once it is able to, the old one finishes what is under way and ends. */
  restart(): void;
  /** For the server that answers, and for the one that is to take its place, each once it is ready: SIGHUP. */
  pass(signal: NodeJS.Signals): void;
  /** For all; when they have ended, `run` has. */
  stop(signal: NodeJS.Signals): void;
}

export interface SupervisorOptions {
  readonly start: () => ServerProcess;
  readonly log: Log;
  readonly nowMilliseconds: () => number;
  /** Calls back after so many milliseconds. */
  readonly after: (milliseconds: number, call: () => void) => void;
}

export function createSupervisor({ start, log, nowMilliseconds, after }: SupervisorOptions): Supervisor {
  const running = new Set<ServerProcess>();
  const readySince = new Map<ServerProcess, number>();
  const delays = createRestartDelays();
  const { promise: over, resolve: end } = Promise.withResolvers<number>();
  /** The one that answers, or is meant to. */
  let current: ServerProcess | undefined;
  /** The one that is to take its place. */
  let next: ServerProcess | undefined;
  let hasBeenReady = false;
  let isStopping = false;
  let stoppedBy: NodeJS.Signals | undefined;

  const begin = (): ServerProcess => {
    const server = start();
    running.add(server);
    void server.ready.then(() => {
      hasBeenReady = true;
      readySince.set(server, nowMilliseconds());
    });
    void server.ended.then(how => ended(server, how));
    return server;
  };

  const beginAgain = (server: ServerProcess, { code, signal }: ProcessEnd): void => {
    const since = readySince.get(server);
    const wait_milliseconds = delays.next(since === undefined ? 0 : nowMilliseconds() - since);
    log.error(
      { event: "server-died", pid: server.pid, code, signal, wait_milliseconds },
      "the server has died and is started again",
    );
    after(wait_milliseconds, () => {
      if (!isStopping) current = begin();
    });
  };

  function ended(server: ServerProcess, how: ProcessEnd): void {
    running.delete(server);
    if (isStopping) {
      // One that was told before it could hear ends by the signal itself.
      if (running.size === 0) end(how.code ?? (how.signal === stoppedBy ? 0 : 1));
    } else if (server === next) {
      next = undefined;
      log.error(
        { event: "restart-failed", pid: server.pid, ...how },
        "the new server did not start; the old one goes on",
      );
    } else if (server === current) succeed(server, how);
    readySince.delete(server);
  }

  /** Whoever was to take the place of the one that has ended has it now; without one the same begins again. */
  function succeed(server: ServerProcess, how: ProcessEnd): void {
    current = next;
    next = undefined;
    if (current !== undefined) return;
    if (hasBeenReady) beginAgain(server, how);
    else end(how.code ?? 1);
  }

  return {
    run() {
      current = begin();
      return over;
    },
    restart() {
      if (isStopping || next !== undefined || current === undefined || !hasBeenReady) return;
      const from = nowMilliseconds();
      const successor = begin();
      next = successor;
      log.info({ event: "restarting", pid: successor.pid }, "a new server takes over");
      void successor.loaded.then(() => {
        if (next === successor && !isStopping) current?.handOver();
      });
      void successor.ready.then(() =>
        log.info(
          { event: "restarted", pid: successor.pid, milliseconds: Math.round(nowMilliseconds() - from) },
          "the new server answers",
        ),
      );
    },
    pass(signal) {
      for (const server of [current, next]) {
        // Before it is ready nothing in it would hear, and the signal would end it.
        if (server && readySince.has(server)) server.signal(signal);
        else void server?.ready.then(() => server.signal(signal));
      }
    },
    stop(signal) {
      isStopping = true;
      stoppedBy = signal;
      for (const server of running) server.signal(signal);
      if (running.size === 0) end(0);
    },
  };
}
