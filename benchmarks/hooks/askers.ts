import { randomUUID } from "node:crypto";
import type { TestServer } from "../../e2e/support/sluice.ts";
import { mintBatch, STREAM } from "./mint-batch.ts";

/** The secret of every hook of the measured server. */
export const HOOK_SECRET = "bench-hook-secret";
/** One question in this many spends a one-time token. */
const QUESTIONS_PER_USE = 10;
/** The other new viewers share links, so many to a token. */
const VIEWERS_PER_TOKEN = 500;
/** Viewers who are there already. */
const VIEWERS = 1_000;
const FLASH_VERSION = "LNX 9,0,124,2";

/** A media server, as far as its questions go. */
export interface Asker {
  readonly name: string;
  readonly path: string;
  readonly contentType: string;
  /** Has the stream published, and whoever else must be there before. */
  begin(server: TestServer): Promise<void>;
  /** The bodies of so many questions that were not asked before. */
  questions(server: TestServer, count: number): Promise<readonly string[]>;
}

/** MediaMTX asks once for each connection, so that every question is a new viewer's: each makes a session. */
export const mediaMtxAsker: Asker = {
  name: "MediaMTX: all new viewers, 10% with one-time tokens",
  path: `/hooks/mediamtx/${HOOK_SECRET}`,
  contentType: "application/json",
  async begin(server) {
    const [token = ""] = await mintBatch(server, "access", 1, "publish");
    await askOnce(server, this, mediaMtxBody("publish", token, 0));
  },
  async questions(server, count) {
    const uses = await mintBatch(server, "one-time", Math.ceil(count / QUESTIONS_PER_USE));
    const links = await mintBatch(server, "access", Math.ceil(count / VIEWERS_PER_TOKEN));
    return Array.from({ length: count }, (_, index) => {
      const use = index % QUESTIONS_PER_USE === 0 ? uses[index / QUESTIONS_PER_USE] : undefined;
      return mediaMtxBody("read", use ?? links[index % links.length] ?? "", index);
    });
  },
};

let clients = 0;
let viewersToken = "";

/** nginx-rtmp asks about each of its clients again in intervals: most of its questions are about who is there already. */
export const nginxRtmpAsker: Asker = {
  name: "nginx-rtmp: 90% on_update, 10% new with one-time tokens",
  path: `/hooks/nginx-rtmp/${HOOK_SECRET}`,
  contentType: "application/x-www-form-urlencoded",
  async begin(server) {
    const [token = ""] = await mintBatch(server, "access", 1);
    for (let client = 1; client <= VIEWERS; client += 1) {
      await askOnce(server, this, nginxBody("play", token, client));
    }
    clients = VIEWERS;
    viewersToken = token;
  },
  async questions(server, count) {
    const uses = await mintBatch(server, "one-time", Math.ceil(count / QUESTIONS_PER_USE));
    return Array.from({ length: count }, (_, index) => {
      if (index % QUESTIONS_PER_USE > 0) {
        return nginxBody("update_play", viewersToken, 1 + (index % VIEWERS));
      }
      clients += 1;
      return nginxBody("play", uses[index / QUESTIONS_PER_USE] ?? "", clients);
    });
  },
};

async function askOnce(server: TestServer, { path, contentType }: Asker, body: string): Promise<void> {
  const headers = { "content-type": contentType };
  const reply = await fetch(server.url + path, { method: "POST", headers, body });
  if (reply.status !== 200) throw new Error(`a first question was refused: ${reply.status}`);
}

function mediaMtxBody(action: string, token: string, index: number): string {
  return JSON.stringify({
    ip: addressOf(index),
    user: "",
    password: "",
    token,
    action,
    path: `live/${STREAM}`,
    protocol: "rtmp",
    id: randomUUID(),
    query: `token=${token}`,
    userAgent: FLASH_VERSION,
  });
}

function nginxBody(call: "play" | "update_play", token: string, client: number): string {
  const connected = `app=live&flashver=${encodeURIComponent(FLASH_VERSION)}&swfurl=&tcurl=rtmp://h/live&pageurl=`;
  const stated = call === "play" ? "start=4294965296&duration=0&reset=0" : "time=27&timestamp=27023";
  const named = call === "play" ? `name=${STREAM}&${stated}` : `${stated}&name=${STREAM}`;
  return `${connected}&addr=${addressOf(client)}&clientid=${client}&call=${call}&${named}&token=${token}`;
}

/** Each client has an address of its own. */
function addressOf(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}
