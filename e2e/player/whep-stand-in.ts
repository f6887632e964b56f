import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";

/** A request to the WHEP endpoint. */
export interface SeenWhep {
  readonly method: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A stand-in for a Sluice whose stream has WHEP: `POST /s`, the endpoint, and the player's own files. */
export interface WhepStandIn {
  readonly url: string;
  /** Requests to the endpoint and what it made. */
  readonly seen: SeenWhep[];
  /** The path of the WHEP resource. */
  readonly resource: string;
  /** `nothing`: an answer whose media never comes. */
  answers: "media" | "nothing" | "refusal";
  close(): Promise<void>;
}

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ENDPOINT = "/s/handle-of-22-characters/demo/live/whep";
const RESOURCE = `${ENDPOINT}/1`;
const CLIP = fromHere("../../packages/server/demo/clip/clip.mp4");
const REFUSAL = {
  reason: "too-many-sessions",
  title: "Too many viewers on this link",
  detail: "This link is already playing on as many devices as it allows.",
  ref: "K7M2Q9XH4T",
  status: 403,
};
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, range",
  "access-control-expose-headers": "location",
};

/** Starts it; the media is drawn by a page of the same browser, on the other end of the connection. */
export async function startWhepStandIn(browser: Browser): Promise<WhepStandIn> {
  const sender = await (await browser.newContext()).newPage();
  const seen: SeenWhep[] = [];
  const server = createServer((request, response) => {
    answer(standIn, sender, request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const standIn: WhepStandIn = {
    url: `http://127.0.0.1:${port}`,
    seen,
    resource: RESOURCE,
    answers: "media",
    async close() {
      await sender.context().close();
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return standIn;
}

async function answer(
  standIn: WhepStandIn,
  sender: Page,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "/";
  for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  if (path.endsWith(".js"))
    return void createReadStream(fromHere(`../../packages/player/dist${path}`)).pipe(response);
  const body = await bodyOf(request);
  if (path === "/s") return sendSession(response, JSON.parse(body));
  if (path.endsWith(".mp4")) return sendClip(request, response);
  if (!path.startsWith(ENDPOINT)) return void response.writeHead(404).end();
  const { method = "", headers } = request;
  if (method === "GET") return void response.writeHead(405).end();
  const { authorization, "content-type": type } = headers;
  standIn.seen.push({ method, path, type, authorization, body });
  if (method !== "POST") return void response.writeHead(200).end();
  if (standIn.answers === "refusal") return void response.writeHead(403).end(JSON.stringify(REFUSAL));
  const sdp = await answerOffer(sender, body, standIn.answers === "media");
  response.writeHead(201, { "content-type": "application/sdp", location: RESOURCE }).end(sdp);
}

function sendSession(response: ServerResponse, { format = "hls" }: { readonly format?: string }): void {
  const file = format === "mp4" ? "clip.mp4" : "whep";
  const url = `/s/handle-of-22-characters/demo/live/${file}`;
  const session = { session: "ses_1", url, format, kind: "live", expires_at: null, annotations: [] };
  response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(session));
}

function sendClip(request: IncomingMessage, response: ServerResponse): void {
  const { size } = statSync(CLIP);
  const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "bytes=0-") ?? [];
  const range = { start: Number(from), end: to === "" ? size - 1 : Number(to) };
  response.writeHead(206, {
    "content-type": "video/mp4",
    "content-range": `bytes ${range.start}-${range.end}/${size}`,
    "content-length": range.end - range.start + 1,
  });
  createReadStream(CLIP, range).pipe(response);
}

/** The answer of a second RTCPeerConnection, which sends a canvas that changes, or nothing at all. */
function answerOffer(sender: Page, offer: string, sends: boolean): Promise<string> {
  return sender.evaluate(
    async ([sdp, isSending]) => {
      const peer = new RTCPeerConnection();
      if (isSending) {
        const canvas = document.createElement("canvas");
        canvas.width = 320;
        const pen = canvas.getContext("2d");
        let hue = 0;
        setInterval(() => {
          if (pen === null) return;
          hue += 7;
          pen.fillStyle = `hsl(${hue} 80% 50%)`;
          pen.fillRect(0, 0, canvas.width, canvas.height);
        }, 40);
        for (const track of canvas.captureStream(25).getTracks()) peer.addTrack(track);
      }
      await peer.setRemoteDescription({ type: "offer", sdp });
      const gathered = new Promise<void>(resolve => {
        peer.addEventListener("icecandidate", ({ candidate }) => {
          if (candidate === null) resolve();
        });
        setTimeout(resolve, 1_000);
      });
      await peer.setLocalDescription(await peer.createAnswer());
      await gathered;
      return peer.localDescription?.sdp ?? "";
    },
    [offer, sends] as const,
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
