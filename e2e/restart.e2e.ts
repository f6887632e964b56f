import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryHome } from "./cli/temporary-home.ts";
import { askSteadily, longest, tally } from "./restart/ask-steadily.ts";
import { endProcess, openSocketParent } from "./restart/handed-socket.ts";
import { keepAsking } from "./restart/keep-asking.ts";
import { childrenOf, isAlive } from "./restart/processes.ts";
import { freePort } from "./support/free-port.ts";
import { ADMIN_KEY, startSluice, type TestServer, type TestServerOptions } from "./support/sluice.ts";

const GAP_MILLISECONDS = 2_000;
/** A machine that runs other things besides starts a server this much later. */
const SLACK_MILLISECONDS = 2_000;
const PATIENCE_MILLISECONDS = 90_000;

const HOOK_SECRET = "hook-secret-of-the-restarts";
/** As nginx-rtmp asks, for a player without a token. */
const HOOK_CALL =
  "app=live&flashver=&swfurl=&tcurl=rtmp://h/live&pageurl=&addr=192.0.2.7&clientid=3&call=play&name=cam1&start=0&duration=0&reset=0";

async function supervised(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startSluice({ ...options, flags: ["--supervised"] });
  onTestFinished(() => server.stop());
  return server;
}

/** The values of a field in log lines of an event, in order. */
function logged(server: TestServer, event: string, field: string): readonly unknown[] {
  return server
    .output()
    .split("\n")
    .filter(line => line.startsWith("{"))
    .map(line => JSON.parse(line) as Record<string, unknown>)
    .filter(line => line.event === event)
    .map(line => line[field]);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error("that did not happen");
    await sleep(20);
  }
}

/** Asks for another server; resolves once it answers. */
async function restart(server: TestServer): Promise<void> {
  const before = logged(server, "restarted", "pid").length;
  server.process.kill("SIGUSR2");
  await until(() => logged(server, "restarted", "pid").length > before);
}

/** The process of the server behind a supervisor. */
function serverProcess({ process: { pid } }: TestServer): number {
  const [child = Number.NaN] = childrenOf(Number(pid));
  return child;
}

describe("a planned restart", () => {
  test("refuses no connection and answers no 5xx, and what was spent stays spent", async () => {
    const server = await supervised({ env: { SLUICE_HOOK_SECRET: HOOK_SECRET } });
    const spent = await server.mint();
    expect((await fetch(spent.urls.hls)).status).toBe(200);
    const health = askSteadily(`${server.url}/v1/health`);
    const hook = askSteadily(`${server.url}/hooks/nginx-rtmp/${HOOK_SECRET}`, HOOK_CALL);
    const refused = askSteadily(spent.urls.hls.replace("localhost", "127.0.0.1"));
    await sleep(200);
    for (let round = 0; round < 3; round += 1) await restart(server);
    await sleep(200);
    const answers = await health.stop();
    expect(Object.keys(tally(answers))).toEqual(["200"]);
    expect(answers.length).toBeGreaterThan(50);
    expect(longest(answers)).toBeLessThan(GAP_MILLISECONDS + SLACK_MILLISECONDS);
    const questions = await hook.stop();
    expect(Object.keys(tally(questions))).toEqual(["403"]);
    expect(longest(questions)).toBeLessThan(GAP_MILLISECONDS + SLACK_MILLISECONDS);
    const entries = tally(await refused.stop());
    for (const outcome of Object.keys(entries)) expect(outcome).toMatch(/^(200|403|429)$/);
    const again = await fetch(spent.urls.hls, { headers: { "user-agent": "somebody else" } });
    expect(again.status).toBe(403);
    expect(new Set(logged(server, "restarted", "pid")).size).toBe(3);
  });

  test("closes no connection on which the next question is on its way", async () => {
    const server = await supervised({ env: { SLUICE_HOOK_SECRET: HOOK_SECRET } });
    const kept = keepAsking(`${server.url}/hooks/nginx-rtmp/${HOOK_SECRET}`, HOOK_CALL);
    await sleep(200);
    for (let round = 0; round < 3; round += 1) await restart(server);
    await sleep(200);
    const counts = await kept.stop();
    expect(Object.keys(counts)).toEqual(["403"]);
    expect(counts["403"]).toBeGreaterThan(100);
  });

  test("cuts what takes longer than a second, so that the others do not wait for it", async () => {
    const server = await supervised();
    // A request whose body never arrives keeps its server for as long as it may.
    const stuck = fetch(`${server.url}/s`, {
      method: "POST",
      duplex: "half",
      headers: { "content-type": "application/json" },
      body: new ReadableStream({ start: controller => controller.enqueue(new TextEncoder().encode("{")) }),
    } as RequestInit).catch(() => undefined);
    await sleep(300);
    const health = askSteadily(`${server.url}/v1/health`);
    await restart(server);
    await stuck;
    const answers = await health.stop();
    expect(Object.keys(tally(answers))).toEqual(["200"]);
    expect(longest(answers)).toBeLessThan(GAP_MILLISECONDS + SLACK_MILLISECONDS);
  });

  test("with a configuration that cannot be used leaves the old server where it is", async () => {
    const { path, dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    const file = join(path, "sluice.yaml");
    writeFileSync(file, "log_level: info\n");
    const server = await supervised({ dataDir, env: { SLUICE_CONFIG: file } });
    writeFileSync(file, "log_level: loud\n");
    const health = askSteadily(`${server.url}/v1/health`);
    server.process.kill("SIGUSR2");
    await until(() => logged(server, "restart-failed", "code").length > 0);
    expect(logged(server, "restart-failed", "code")).toEqual([1]);
    expect(Object.keys(tally(await health.stop()))).toEqual(["200"]);
    writeFileSync(file, "log_level: info\n");
    await restart(server);
  });
});

describe("a supervised server", () => {
  test("that is killed is started again at once: nobody is refused a connection, and nothing is unspent", async () => {
    const server = await supervised();
    const { urls } = await server.mint();
    expect((await fetch(urls.hls)).status).toBe(200);
    const health = askSteadily(`${server.url}/v1/health`);
    process.kill(serverProcess(server), "SIGKILL");
    await until(() => logged(server, "started", "version").length === 2);
    await sleep(200);
    const answers = await health.stop();
    // What the killed process had in its hands is lost; whoever comes after it waits.
    for (const outcome of Object.keys(tally(answers))) expect(outcome).toMatch(/^(200|ECONNRESET|cut)$/);
    expect(answers.at(-1)?.outcome).toBe("200");
    expect(logged(server, "server-died", "signal")).toEqual(["SIGKILL"]);
    expect(logged(server, "server-died", "wait_milliseconds")).toEqual([0]);
    const again = await fetch(urls.hls, { headers: { "user-agent": "somebody else" } });
    expect(again.status).toBe(403);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("ends with its supervisor at %s, both with 0", async signal => {
    const server = await supervised();
    const pid = serverProcess(server);
    server.process.kill(signal);
    expect(await once(server.process, "exit")).toEqual([0, null]);
    expect(isAlive(pid)).toBe(false);
  });

  test("ends when its supervisor is killed, so that the folder and the port are free", async () => {
    const { dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    const port = await freePort();
    const first = await supervised({ dataDir, port });
    const pid = serverProcess(first);
    await first.kill();
    await until(() => !isAlive(pid));
    await supervised({ dataDir, port });
  });

  test("reads its configuration again when its supervisor is told to", async () => {
    const server = await supervised();
    server.process.kill("SIGHUP");
    await until(() => logged(server, "configuration-reloaded", "added").length === 1);
  });

  test("that cannot start at all is one sentence, as without a supervisor", async () => {
    const first = await supervised();
    const { port } = new URL(first.url);
    await expect(supervised({ port: Number(port) })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another program`,
    );
  });
});

describe("sockets that a parent has opened", () => {
  test("serve one server after the other, and refuse nobody in between", async () => {
    const { dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    const port = await freePort();
    const parent = await openSocketParent([port], dataDir);
    const first = await parent.start();
    expect(parent.output()).toContain(`has port ${port}, and links are made with 8080; set port, too.`);
    onTestFinished(() => endProcess(first, "SIGKILL"));
    const url = `http://127.0.0.1:${port}`;
    const health = askSteadily(`${url}/v1/health`);
    await sleep(200);
    await endProcess(first, "SIGTERM");
    expect(first.exitCode).toBe(0);
    await sleep(300);
    const second = await parent.start();
    onTestFinished(() => endProcess(second, "SIGKILL"));
    await sleep(200);
    const answers = await health.stop();
    expect(Object.keys(tally(answers))).toEqual(["200"]);
    expect(longest(answers)).toBeGreaterThan(300);
  });

  test("are the main and the admin listener, in this order", async () => {
    const { dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    const [publicPort, adminPort] = [await freePort(), await freePort()];
    const parent = await openSocketParent([publicPort, adminPort], dataDir, {
      SLUICE_PORT: String(publicPort),
      SLUICE_ADMIN_LISTEN: `127.0.0.1:${adminPort}`,
    });
    const server = await parent.start();
    onTestFinished(() => endProcess(server, "SIGKILL"));
    const ask = (port: number) =>
      fetch(`http://127.0.0.1:${port}/v1/tokens`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
    expect((await ask(publicPort)).status).toBe(404);
    expect((await ask(adminPort)).status).toBe(200);
  });

  test("are handed on by a launcher that must start another Node", async () => {
    const { path, dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    // Makes this Node look like one that cannot run TypeScript, so that the launcher starts another.
    const preload = join(path, "old-node.mjs");
    writeFileSync(
      preload,
      "if (process.env.OLD_NODE) Object.defineProperty(process.features, 'typescript', { value: undefined });\ndelete process.env.OLD_NODE;\n",
    );
    const port = await freePort();
    const env = { SLUICE_PORT: String(port), OLD_NODE: "yes" };
    const parent = await openSocketParent([port], dataDir, env, ["--import", preload]);
    const server = await parent.start();
    onTestFinished(() => endProcess(server, "SIGKILL"));
    expect(childrenOf(Number(server.pid))).toHaveLength(1);
    expect((await fetch(`http://127.0.0.1:${port}/v1/health`)).status).toBe(200);
  });

  test("must not be more than there are listeners", async () => {
    const { dataDir, remove } = temporaryHome();
    onTestFinished(remove);
    const parent = await openSocketParent([await freePort(), await freePort()], dataDir);
    await expect(parent.start()).rejects.toThrow("LISTEN_FDS hands 2 sockets over");
  });
});
