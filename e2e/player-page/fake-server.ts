import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { renderPage } from "../../packages/server/src/embed/page.ts";
import { type FakeSession, type FakeToken, fakeTexts } from "./fake-tokens.ts";
import { livePlaylist } from "./live-playlist.ts";

/** One request that the fake server got. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A stand-in for Sluice: the page, `POST /s` and media under a handle, with the promises the player builds on. */
export interface FakeServer {
  readonly base: string;
  readonly tokens: Map<string, FakeToken>;
  readonly sessions: FakeSession[];
  readonly seen: SeenRequest[];
  /** True = `POST /s` and media requests end without an answer. */
  silent: boolean;
  /** The stream has no media: entries answer 404 and spend nothing. */
  offline: boolean;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".m3u8": "application/vnd.apple.mpegurl",
  ".mp4": "video/mp4",
  ".m4s": "video/iso.segment",
  ".js": "text/javascript; charset=utf-8",
};
const clipFolder = new URL("../../packages/server/demo/", import.meta.url).pathname;

/** Starts the stand-in on a loopback port; `script` is the built player.js. */
export async function startFakeServer(port: number, script: string): Promise<FakeServer> {
  const state = { tokens: new Map(), sessions: [], seen: [], silent: false, offline: false };
  const server = createServer((request, response) => {
    answer(fake, script, request, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  const fake: FakeServer = { ...state, base: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
  await new Promise<void>(resolve => server.listen(port, "127.0.0.1", resolve));
  return fake;
}

async function answer(
  fake: FakeServer,
  script: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", fake.base);
  const body = await readBody(request);
  fake.seen.push({ method: request.method ?? "", path: `${url.pathname}${url.search}`, body });
  if (url.pathname === "/player.js") return send(response, 200, types[".js"] ?? "", script);
  if (fake.silent && url.pathname.startsWith("/s")) {
    response.destroy();
    return;
  }
  if (url.pathname === "/s") return openSession(fake, body, response);
  if (url.pathname.startsWith("/s/")) return sendMedia(fake, url.pathname, request, response);
  return sendPage(fake, url, response);
}

function openSession(fake: FakeServer, body: string, response: ServerResponse): void {
  const { token = "", stream = "", format = "hls" } = JSON.parse(body) as Record<string, string>;
  const reason = refusalFor(fake, token) ?? (fake.offline ? "stream-offline" : undefined);
  if (reason === undefined) sendOpened(fake, token, { stream, format }, response);
  else refuse(response, reason);
}

function sendOpened(
  fake: FakeServer,
  token: string,
  { stream, format }: { readonly stream: string; readonly format: string },
  response: ServerResponse,
): void {
  const session = { id: `ses_${randomUUID()}`, handle: randomUUID(), stream, over: undefined };
  fake.sessions.push(session);
  if (fake.tokens.get(token)?.kind === "one-time") {
    fake.tokens.set(token, { kind: "one-time", refuses: "token-already-used" });
  }
  const file = format === "mp4" ? "clip.mp4" : "index.m3u8";
  const url = `/s/${session.handle}/${stream}/${file}`;
  const kind = stream === "demo/live" ? "live" : "vod";
  const opened = { session: session.id, url, format, kind, expires_at: null };
  send(response, 201, "application/json", JSON.stringify(opened));
}

async function sendMedia(
  fake: FakeServer,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , handle, ...rest] = path.split("/");
  const session = fake.sessions.find(candidate => candidate.handle === handle);
  const over = session === undefined ? "session-expired" : session.over;
  if (over !== undefined) return refuse(response, over);
  if (rest[1] === "live" && rest.length === 4 && rest[3] === "index.m3u8") {
    return send(response, 200, types[".m3u8"] ?? "", livePlaylist(Date.now() / 1000));
  }
  const file = join(clipFolder, "clip", normalize(`/${rest.slice(2).join("/")}`));
  const media = await readFile(file).catch(() => undefined);
  if (media === undefined) return refuse(response, "stream-offline");
  sendRange(request, response, media, types[extname(file)] ?? "application/octet-stream");
}

function sendRange(request: IncomingMessage, response: ServerResponse, media: Buffer, type: string): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null || type.includes("mpegurl")) {
    send(response, 200, type, media);
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : media.length - 1, media.length - 1);
  response.setHeader("content-range", `bytes ${start}-${end}/${media.length}`);
  send(response, 206, type, media.subarray(start, end + 1));
}

function sendPage(fake: FakeServer, url: URL, response: ServerResponse): void {
  const token = url.searchParams.get("token");
  const reason = refusalFor(fake, token);
  const nonce = randomUUID();
  const autoplay = url.searchParams.get("autoplay") === "1";
  const needsClick = !autoplay && fake.tokens.get(token ?? "")?.kind === "one-time";
  const stream = url.pathname.slice(1);
  const html = renderPage({
    stream,
    title: stream === "demo/clip" ? "Demo clip" : stream,
    state: reason === undefined ? "ready" : "refused",
    refusal: reason === undefined ? undefined : refusalBody(reason),
    needsClick,
    autoplay,
    muted: url.searchParams.get("muted") === "1",
    formats: [url.searchParams.get("format") === "mp4" ? "mp4" : "hls"],
    scriptUrl: "/player.js",
    nonce,
  });
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; media-src 'self' blob:; img-src data:; base-uri 'none'; form-action 'none'`;
  response.setHeader("content-security-policy", policy);
  response.setHeader("referrer-policy", "strict-origin");
  response.setHeader("cache-control", "no-store");
  send(response, reason === undefined ? 200 : (fakeTexts[reason]?.status ?? 403), "text/html", html);
}

function refusalFor(fake: FakeServer, token: string | null): string | undefined {
  if (!token) return "token-missing";
  return fake.tokens.get(token)?.refuses;
}

function refuse(response: ServerResponse, reason: string): void {
  const body = refusalBody(reason);
  response.setHeader("sluice-ref", body.ref);
  send(response, body.status, "application/json", JSON.stringify(body));
}

function refusalBody(reason: string) {
  const text = fakeTexts[reason] ?? { status: 403, title: reason, detail: "" };
  return { reason, ref: "K7M2Q9XH4T", ...text };
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
