import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { launcher, runSluice } from "./cli/run-sluice.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const PATIENCE_MILLISECONDS = 60_000;
const SECRET = "hook-secret-of-the-tests";

let server: TestServer;

beforeAll(async () => {
  server = await startSluice({ env: { SLUICE_HOOK_SECRET: SECRET } });
});
afterAll(() => server.stop());

interface Running {
  readonly process: ChildProcess;
  output(): string;
  /** Resolves to the output once it holds this. */
  says(text: string): Promise<string>;
}

/** `sluice connect` on the server's data folder, which goes on while the test asks. */
function connect(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [launcher, "connect", ...args], {
    env: { PATH: process.env.PATH ?? "", SLUICE_DATA_DIR: server.dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return {
    process: child,
    output: () => text,
    async says(wanted) {
      const deadline = performance.now() + PATIENCE_MILLISECONDS;
      while (!text.includes(wanted)) {
        if (performance.now() > deadline)
          throw new Error(`it does not say ${JSON.stringify(wanted)}:\n${text}`);
        await sleep(20);
      }
      return text;
    },
  };
}

const play = (name: string): string =>
  `app=live&flashver=&swfurl=&tcurl=rtmp://h/live&pageurl=&addr=192.0.2.7&clientid=9&call=play&name=${name}&start=0&duration=0&reset=0`;

function ask(url: string, body: string): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
}

describe("sluice connect", () => {
  test("prints what works as it stands, waits, and names what asked", async () => {
    const running = connect("nginx-rtmp", "--address", server.url);
    const printed = await running.says("Waiting for nginx-rtmp to ask");
    const url = /on_play +(\S+);/.exec(printed)?.[1] ?? "";
    expect(url).toBe(`${server.url}/hooks/nginx-rtmp/${SECRET}`);
    const ended = once(running.process, "close");
    expect((await ask(url, play("cam1"))).status).toBe(403);
    expect(await ended).toEqual([0, null]);
    expect(running.output()).toMatch(
      /^nginx-rtmp at 127\.0\.0\.1 asked: may rtmp play live\/cam1\? Refused: token-missing \(sluice why \w+\)\.$/m,
    );
    const ref = /sluice why (\w+)/.exec(running.output())?.[1] ?? "";
    const why = await runSluice(["why", ref], { env: { SLUICE_DATA_DIR: server.dataDir } });
    expect(why.out).toContain("token-missing");
  });

  test("tells of a caller with a wrong secret while it waits, and does not take it for the server", async () => {
    const running = connect("srs");
    await running.says("Waiting for SRS to ask");
    await ask(`${server.url}/hooks/srs/another-secret`, "{}");
    const output = await running.says("did not prove itself");
    expect(output).not.toContain("another-secret");
    expect(output).toMatch(/something at 127\.0\.0\.1 asked and did not prove itself: a wrong secret/);
    expect(running.process.exitCode).toBeNull();
    running.process.kill("SIGINT");
    await once(running.process, "exit");
  });

  test("does not take for an answer what was asked before", async () => {
    await ask(`${server.url}/hooks/nginx-rtmp/${SECRET}`, play("cam2"));
    const running = connect("nginx-rtmp", "--timeout", "1s");
    expect(await once(running.process, "close")).toEqual([1, null]);
    expect(running.output()).toMatch(
      /^Before: nginx-rtmp at 127\.0\.0\.1 asked: may rtmp play live\/cam2\?/m,
    );
    expect(running.output()).toMatch(
      /^nginx-rtmp has not asked within the time given; docs\/hooks\/nginx-rtmp\.md/m,
    );
  });

  test("names a web server that asks, too", async () => {
    const running = connect("caddy", "--address", server.url);
    const printed = await running.says("Waiting for Caddy to ask");
    expect(printed).toContain(`forward_auth ${new URL(server.url).host} {`);
    const headers = {
      "x-forwarded-uri": "/demo/clip/index.m3u8",
      "x-forwarded-method": "GET",
      "x-forwarded-proto": "http",
      "x-forwarded-for": "192.0.2.7",
      "x-forwarded-host": "media.example",
    };
    const ended = once(running.process, "close");
    await fetch(`${server.url}/verify/caddy`, { headers });
    expect(await ended).toEqual([0, null]);
    expect(running.output()).toMatch(
      /^Caddy at 127\.0\.0\.1 asked about a request\. Refused: token-missing/m,
    );
  });

  test("without waiting ends at once; for programs in JSON", async () => {
    const env = { SLUICE_DATA_DIR: server.dataDir };
    const { code, out, err } = await runSluice(["connect", "mediamtx", "--no-wait", "--json"], { env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const printed = JSON.parse(out) as Record<string, unknown>;
    expect(printed).toMatchObject({ server: "mediamtx", place: "mediamtx.yml", notes: [], question: null });
    expect(printed.configuration).toContain(`/hooks/mediamtx/${SECRET}`);
  });

  test("over the network tells no secret, whatever the key may do", async () => {
    const env = { SLUICE_URL: server.url, SLUICE_API_KEY: ADMIN_KEY };
    const { code, out, err } = await runSluice(["connect", "zlmediakit", "--no-wait"], { env });
    expect(code).toBe(0);
    expect(out + err).not.toContain(SECRET);
    expect(out).toContain("/hooks/zlmediakit/<secret>/on_play");
    expect(err).toContain("the secret is told on Sluice's own machine alone");
  });

  test("knows no other server, and says which there are", async () => {
    const env = { SLUICE_DATA_DIR: server.dataDir };
    const { code, err } = await runSluice(["connect", "wowza"], { env });
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no server "wowza" here; there are mediamtx, srs, ome,/);
  });
});
