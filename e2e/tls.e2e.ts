import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { type Agent, get } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, getCACertificates, setDefaultCACertificates } from "node:tls";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { changingTlsFiles, tlsAuthority } from "../packages/server/src/http/testing/tls-vectors.ts";
import { temporaryHome } from "./cli/temporary-home.ts";
import { askSteadily, tally } from "./restart/ask-steadily.ts";
import { endProcess, openSocketParent } from "./restart/handed-socket.ts";
import { freePort } from "./support/free-port.ts";
import { describeWithPeers, requirePeer } from "./support/peers.ts";
import { startSluice, type TestServer, type TestServerOptions } from "./support/sluice.ts";

const REVOCATION_MILLISECONDS = 1_000;
const FILM_BYTES = 256 * 1024 * 1024;
const PATIENCE_MILLISECONDS = 90_000;

beforeAll(() => {
  const authorities = [tlsAuthority("one"), tlsAuthority("two")].map(String);
  setDefaultCACertificates([...getCACertificates("default"), ...authorities]);
});

/** A pair that the test changes, and what a server is told of it. */
function pair() {
  const files = changingTlsFiles("one");
  onTestFinished(() => files.remove());
  const { certificate, key } = files.files;
  return { ...files, env: { SLUICE_TLS_CERT: certificate, SLUICE_TLS_KEY: key } };
}

async function start(options: TestServerOptions): Promise<TestServer> {
  const server = await startSluice(options);
  onTestFinished(() => server.stop());
  return server;
}

/** The name in the certificate that a new connection gets. */
async function nameAt(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", servername: "localhost" });
  await once(socket, "secureConnect");
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
}

async function open(url: string, agent: Agent | false = false): Promise<IncomingMessage> {
  const asked = get(url, { agent });
  const [response] = await once(asked, "response");
  // What is cut is told to the answer, too.
  asked.on("error", () => undefined);
  return response;
}

function portOf({ url }: TestServer): number {
  return Number(new URL(url).port);
}

async function logged(output: () => string, event: string, count = 1): Promise<void> {
  await expect
    .poll(() => output().split(`"event":"${event}"`).length - 1, { timeout: PATIENCE_MILLISECONDS })
    .toBeGreaterThanOrEqual(count);
}

describe("HTTPS from certificate files", () => {
  test("plays, and every printed address begins with https", async () => {
    const server = await start(pair());
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const token = await server.mint();
    expect(token.urls.hls).toMatch(/^https:\/\/localhost:/);
    const entry = await (await fetch(token.urls.hls)).text();
    const [path] = /\/s\/[\w-]+\/\S+\.m3u8/.exec(entry) ?? [];
    const media = await fetch(`${server.url}${path}`);
    expect({ status: media.status, type: media.headers.get("content-type") }).toEqual({
      status: 200,
      type: "application/vnd.apple.mpegurl",
    });
    expect((await fetch(token.urls.hls, { headers: { "user-agent": "another" } })).status).toBe(403);
  });

  test("a revocation ends an answer in its middle within a second", async () => {
    const media = temporaryHome();
    onTestFinished(() => media.remove());
    mkdirSync(join(media.path, "film"));
    writeFileSync(join(media.path, "film/film.mp4"), "");
    // More than all buffers on the way.
    truncateSync(join(media.path, "film/film.mp4"), FILM_BYTES);
    const yaml = join(media.path, "sluice.yaml");
    writeFileSync(yaml, `applications: { films: { kind: vod, origin: { folder: ${media.path} } } }\n`);
    const server = await start({ env: { ...pair().env, SLUICE_CONFIG: yaml } });
    const token = await server.mint({ target: { streams: ["films/film"] } });
    const entry = await open(`${server.url}/films/film/film.mp4?token=${token.token}`);
    entry.resume();
    const film = await open(new URL(entry.headers.location ?? "", server.url).href);
    expect(film.statusCode).toBe(200);
    // A slow reader: what is on its way must not play on for it.
    await once(film, "readable");
    const from = performance.now();
    const ended = once(film, "error");
    expect((await server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBeLessThan(300);
    film.resume();
    const [error] = await ended;
    expect(error).toMatchObject({ code: "ECONNRESET" });
    expect(performance.now() - from).toBeLessThan(REVOCATION_MILLISECONDS);
    // And the server goes on.
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
  });

  test("a renewed certificate is taken without being told, and at once on SIGHUP; a broken pair changes nothing", async () => {
    const files = pair();
    const server = await start(files);
    const port = portOf(server);
    expect(await nameAt(port)).toBe("one.sluice.test");
    files.become("two");
    await logged(server.output, "certificate-reloaded");
    expect(await nameAt(port)).toBe("two.sluice.test");
    files.becomePart("one", "key");
    server.process.kill("SIGHUP");
    await logged(server.output, "certificate-refused");
    expect(await nameAt(port)).toBe("two.sluice.test");
    files.become("one");
    server.process.kill("SIGHUP");
    await logged(server.output, "certificate-reloaded", 2);
    expect(await nameAt(port)).toBe("one.sluice.test");
    expect(server.output()).not.toContain("PRIVATE KEY");
    expect(server.output()).not.toContain("restart-needed");
  });

  test("a server does not start with files that are no pair, and says which", async () => {
    const files = pair();
    files.becomePart("two", "key");
    const started = startSluice(files);
    await expect(started).rejects.toThrow(
      /HTTPS cannot be spoken: \S+key\.pem is not the key of \S+cert\.pem\./,
    );
  });
});

describe("HTTPS with a supervisor and an admin listener", () => {
  test("a restart drops nobody, takes the new certificate, and is called off for files that are no pair", async () => {
    const files = pair();
    const [publicPort, adminPort] = [await freePort(), await freePort()];
    const server = await start({
      flags: ["--supervised"],
      port: publicPort,
      env: {
        ...files.env,
        SLUICE_PUBLIC_URL: `https://localhost:${publicPort}`,
        SLUICE_ADMIN_LISTEN: `127.0.0.1:${adminPort}`,
      },
    });
    expect(server.apiUrl).toBe(`https://127.0.0.1:${adminPort}`);
    const health = (port: number) => `https://localhost:${port}/v1/health`;
    const clients = [askSteadily(health(publicPort)), askSteadily(health(adminPort))];
    files.become("two");
    server.process.kill("SIGUSR2");
    await logged(server.output, "restarted");
    expect([await nameAt(publicPort), await nameAt(adminPort)]).toEqual([
      "two.sluice.test",
      "two.sluice.test",
    ]);
    files.becomePart("one", "key");
    server.process.kill("SIGUSR2");
    await logged(server.output, "restart-failed");
    await sleep(200);
    expect(await nameAt(publicPort)).toBe("two.sluice.test");
    for (const client of clients) expect(Object.keys(tally(await client.stop()))).toEqual(["200"]);
  });

  test("sockets that were handed over speak it, too", async () => {
    const files = pair();
    const home = temporaryHome();
    onTestFinished(() => home.remove());
    const [handedPort, handedAdminPort] = [await freePort(), await freePort()];
    const parent = await openSocketParent([handedPort, handedAdminPort], home.dataDir, {
      ...files.env,
      SLUICE_PORT: String(handedPort),
      SLUICE_ADMIN_LISTEN: `127.0.0.1:${handedAdminPort}`,
    });
    const child = await parent.start();
    onTestFinished(() => endProcess(child, "SIGTERM"));
    for (const port of [handedPort, handedAdminPort]) {
      expect((await fetch(`https://localhost:${port}/v1/health`)).status).toBe(200);
    }
  });
});

describeWithPeers(["ffmpeg"], "FFmpeg over HTTPS", () => {
  test("plays a one-time link to its end, the certificate checked", async () => {
    const files = pair();
    const server = await start(files);
    const { urls } = await server.mint();
    const ca = ["-ca_file", files.files.certificate, "-tls_verify", "1"];
    const args = ["-v", "error", ...ca, "-i", urls.hls, "-t", "10", "-c", "copy", "-f", "null", "-"];
    const ffmpeg = spawn(requirePeer("ffmpeg").path, args, { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    ffmpeg.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaints += text;
    });
    const [code] = await once(ffmpeg, "exit");
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
  });
});
