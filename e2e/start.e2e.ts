import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Finished, launcher, runSluice } from "./cli/run-sluice.ts";
import { sendPlaylist, startSlowOrigin } from "./cli/slow-origin.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { startSluice, type TestServer, type TestServerOptions } from "./support/sluice.ts";

const DRAIN_MILLISECONDS = 3_000;
/** A stop is quick when nothing is open, and this much slower than the drain on a busy machine. */
const SLACK_MILLISECONDS = 2_500;
/** Longer than any socket's address. */
const LONG_NAME = "d".repeat(120);

async function started(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startSluice(options);
  onTestFinished(() => server.stop());
  return server;
}

function home(): TemporaryHome {
  const made = temporaryHome();
  onTestFinished(() => made.remove());
  return made;
}

/** Ends the process by a signal; how it ended and after how long. */
async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const startedAt = performance.now();
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return { code: child.exitCode, milliseconds: performance.now() - startedAt };
}

/** Sets an origin up whose answers wait, and a server in front of it. */
async function slowServer() {
  const origin = await startSlowOrigin();
  onTestFinished(() => origin.close());
  const { path, dataDir } = home();
  const app = { kind: "vod", origin: { url: origin.url, allow_private: true } };
  writeFileSync(join(path, "sluice.yaml"), JSON.stringify({ applications: { slow: app } }));
  const server = await started({ dataDir });
  const { urls } = await server.mint({ kind: "access", target: { streams: ["slow/film"] } });
  return { origin, server, urls };
}

/** Sends a request without its end, so that a stop has to wait for it. */
async function unfinishedRequest(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const head = ["POST /s HTTP/1.1", "host: x", "content-type: application/json", "content-length: 9"];
  socket.write(`${head.join("\r\n")}\r\n\r\n{`);
  await sleep(200);
  return socket;
}

/** Asserts that a start failed with one sentence, and with nothing else. */
function expectOneSentence({ code, out, err }: Finished, sentence: RegExp): void {
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(sentence);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
}

/** Asserts that a server plays, and obeys its owner through the socket. */
async function expectUndisturbed(
  server: TestServer,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { urls } = await server.mint();
  expect((await fetch(urls.hls)).status).toBe(200);
  const listed = await runSluice(["session", "list", "--live"], {
    env: { ...env, SLUICE_DATA_DIR: server.dataDir },
  });
  expect(listed).toMatchObject({ code: 0, err: "" });
  expect(listed.out).toContain("demo/clip");
}

describe("a stop", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s ends the server with 0, idle connections or not",
    async signal => {
      const server = await started();
      const agent = new Agent({ keepAlive: true });
      onTestFinished(() => agent.destroy());
      const [response] = await once(get(`${server.url}/v1/health`, { agent }), "response");
      response.resume();
      await once(response, "end");
      const { code, milliseconds } = await end(server.process, signal);
      expect(code).toBe(0);
      expect(milliseconds).toBeLessThan(SLACK_MILLISECONDS);
      expect(existsSync(join(server.dataDir, "sluice.sock"))).toBe(false);
    },
  );

  test("an answer that is under way arrives whole, and then the server ends at once", async () => {
    const { origin, server, urls } = await slowServer();
    const asked = origin.asked("index.m3u8");
    const answer = fetch(urls.hls);
    const pending = await asked;
    const ended = end(server.process, "SIGTERM");
    await sleep(500);
    await expect(fetch(`${server.url}/v1/health`)).rejects.toThrow();
    sendPlaylist(pending);
    expect((await answer).status).toBe(200);
    expect(await (await answer).text()).toContain("#EXT-X-STREAM-INF");
    const { code, milliseconds } = await ended;
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(500 + SLACK_MILLISECONDS);
  });

  test("an answer that never ends is cut after three seconds", async () => {
    const { origin, server, urls } = await slowServer();
    const handle = /\/s\/([^/]+)\//.exec(await (await fetch(urls.hls)).text())?.[1];
    const asked = origin.asked("seg.ts");
    const answer = fetch(`${server.url}/s/${handle}/slow/film/seg.ts`);
    const pending = await asked;
    pending.writeHead(200, { "content-type": "video/mp2t" }).write("start");
    const body = (await answer).body?.getReader();
    expect((await body?.read())?.value).toHaveLength("start".length);
    const cut = expect(body?.read()).rejects.toThrow();
    const { code, milliseconds } = await end(server.process, "SIGTERM");
    await cut;
    expect(code).toBe(0);
    expect(milliseconds).toBeGreaterThan(DRAIN_MILLISECONDS - 100);
    expect(milliseconds).toBeLessThan(DRAIN_MILLISECONDS + SLACK_MILLISECONDS);
  });

  test.each([
    [100, 0, "is the same one"],
    [1_000, 1, "ends the server at once"],
  ])("a second signal after %i ms gives exit code %i: it %s", async (milliseconds, expected) => {
    const server = await started();
    await unfinishedRequest(Number(new URL(server.url).port));
    const ended = end(server.process, "SIGINT");
    await sleep(milliseconds);
    expect(server.process.exitCode).toBeNull();
    server.process.kill("SIGINT");
    expect((await ended).code).toBe(expected);
  });

  test("Ctrl-C in a terminal, which the launcher gets and passes on, is one stop and not two", async () => {
    const { path, dataDir } = home();
    // Makes this Node look like one that cannot run TypeScript, so that the launcher starts another.
    const preload = join(path, "old-node.mjs");
    writeFileSync(
      preload,
      "if (process.env.OLD_NODE) Object.defineProperty(process.features, 'typescript', { value: undefined });\ndelete process.env.OLD_NODE;\n",
    );
    const child = spawn(process.execPath, ["--import", preload, launcher, "start"], {
      cwd: path,
      detached: true,
      env: { PATH: process.env.PATH ?? "", SLUICE_PORT: "0", OLD_NODE: "yes" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const group = -(child.pid ?? Number.NaN);
    onTestFinished(() => void (child.exitCode === null && process.kill(group, "SIGKILL")));
    let output = "";
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes("is ready at")) break;
    }
    const socket = await unfinishedRequest(Number(/localhost:(\d+)/.exec(output)?.[1]));
    const ended = once(child, "exit");
    process.kill(group, "SIGINT");
    await once(socket, "close");
    expect(await ended).toEqual([0, null]);
    expect(existsSync(join(dataDir, "sluice.sock"))).toBe(false);
  });
});

describe("a start that cannot be", () => {
  test("a busy port is one sentence, and whoever has the port keeps it", async () => {
    const first = await started();
    const { port } = new URL(first.url);
    const { dataDir, path } = home();
    const env = { SLUICE_PORT: port, SLUICE_DATA_DIR: dataDir };
    const second = await runSluice(["start"], { env, cwd: path });
    expectOneSentence(second, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use by another program; `));
    await expectUndisturbed(first);
    expect(existsSync(join(dataDir, "sluice.sock"))).toBe(false);
  });

  test("a port that something else has is one sentence too", async () => {
    const stranger = createServer().listen(0, "127.0.0.1");
    await once(stranger, "listening");
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    const port = String(typeof address === "object" ? address?.port : "");
    const { path } = home();
    expectOneSentence(await runSluice(["start", "--port", port], { cwd: path }), /^Port \d+ on .* is in use/);
  });

  test("a second server on one folder is one sentence, and the first does not notice", async () => {
    const first = await started();
    const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: first.dataDir };
    const second = await runSluice(["start"], { env, cwd: join(first.dataDir, "..") });
    expectOneSentence(second, /^Another Sluice server is running on .*\. Stop it, or choose another folder/);
    await expectUndisturbed(first);
  });

  test("a data folder below a file is one sentence", async () => {
    const { path } = home();
    writeFileSync(join(path, "file"), "");
    const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: join(path, "file", "data") };
    const failed = await runSluice(["start"], { env, cwd: path });
    expectOneSentence(failed, /^The data folder \S+ cannot be used: a part of its path is a file\.$/m);
  });

  // Node's own way of making a folder and what is above it never came back from there.
  test("a data folder where nobody can make one is one sentence", async () => {
    const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: "/proc/none/data" };
    const failed = await runSluice(["start"], { env, cwd: home().path });
    expectOneSentence(failed, /^The data folder \S+ cannot be used: it is not there\.$/m);
  });

  test("a data file that is no database is one sentence", async () => {
    const { path, dataDir } = home();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "sluice.db"), "this is not a database, whatever its name says. ".repeat(100));
    const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: dataDir };
    expectOneSentence(
      await runSluice(["start"], { env, cwd: path }),
      /^The data folder \S+ cannot be used: /,
    );
  });

  test.each(["its parent", "it itself"])(
    "a data folder is one sentence when %s is not writable",
    async which => {
      const { path } = home();
      const locked = join(path, "locked");
      mkdirSync(locked);
      chmodSync(path, 0o755);
      chmodSync(locked, 0o555);
      const dataDir = which === "its parent" ? join(locked, "data") : locked;
      const failed = await startAsOrdinaryUser(dataDir);
      expectOneSentence(failed, /^The data folder \S+ cannot be used: this user has no right to it\.$/m);
      expect(readdirSync(locked)).toEqual([]);
    },
  );
});

describe("a start after trouble", () => {
  test("kill -9 leaves a socket file that keeps nobody from the folder", async () => {
    const { dataDir } = home();
    const killed = await started({ dataDir });
    await killed.kill();
    expect(existsSync(join(dataDir, "sluice.sock"))).toBe(true);
    await expectUndisturbed(await started({ dataDir }));
  });

  test("a data folder with a path longer than a socket's address works, and leaves nothing behind", async () => {
    const { dataDir, env, socketFolders } = longHome();
    const server = await started({ dataDir, env });
    expect(socketFolders()).toHaveLength(1);
    await expectUndisturbed(server, env);
    const { code } = await end(server.process, "SIGTERM");
    expect(code).toBe(0);
    expect(socketFolders()).toEqual([]);
    const listed = await runSluice(["session", "list"], { env: { ...env, SLUICE_DATA_DIR: dataDir } });
    expect(listed).toMatchObject({ code: 0, err: "" });
  });

  test("a socket folder that others can reach is not used, by the server or by a command", async () => {
    const { dataDir, env, socketFolders } = longHome();
    const first = await started({ dataDir, env });
    const [folder] = socketFolders();
    await first.kill();
    chmodSync(String(folder), 0o777);
    const second = await started({ dataDir, env });
    await expect
      .poll(() => second.output(), { timeout: 30_000 })
      .toContain("no control socket: the sluice command needs SLUICE_URL");
    const listed = await runSluice(["token", "list"], { env: { ...env, SLUICE_DATA_DIR: dataDir } });
    expectOneSentence(
      listed,
      /^A server runs on .* and does not answer on its control socket: set SLUICE_URL/,
    );
  });
});

/** A data folder whose path is longer than a socket's address may be, and temporary files of its own. */
function longHome() {
  const { path } = home();
  const temporary = join(path, "tmp");
  mkdirSync(temporary);
  mkdirSync(join(path, LONG_NAME));
  return {
    dataDir: join(path, LONG_NAME, "data"),
    env: { TMPDIR: temporary },
    /** Folders for control sockets among the temporary files. */
    socketFolders: () =>
      readdirSync(temporary)
        .filter(name => name.startsWith("sluice-"))
        .map(name => join(temporary, name)),
  };
}

/** The superuser may write anywhere; then another user starts the server. */
function startAsOrdinaryUser(dataDir: string): Promise<Finished> {
  const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: dataDir, SLUICE_MASTER_KEY: "ab".repeat(32) };
  const NOBODY = 65_534;
  return runSluice(["start"], { env, cwd: tmpdir(), ...(process.getuid?.() === 0 ? { uid: NOBODY } : {}) });
}
