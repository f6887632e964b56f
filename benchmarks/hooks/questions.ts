import { randomUUID } from "node:crypto";
import type { TestServer } from "../../e2e/support/sluice.ts";

/** One question in this many spends a one-time token. */
export const QUESTIONS_PER_USE = 10;
/** The other questions come from viewers who share links, so many to a token. */
const VIEWERS_PER_TOKEN = 500;
const BATCH = 1_000;
const STREAM = "live/bench";

/** The address of MediaMTX's hook at a server of `startQuestionedServer`. */
export const HOOK_SECRET = "bench-hook-secret";
export const HOOK_PATH = `/hooks/mediamtx/${HOOK_SECRET}`;

/** Makes questions of viewers who have not asked before: each a new connection of a new client, as MediaMTX sends them. */
export async function newQuestions(server: TestServer, count: number): Promise<readonly string[]> {
  const uses = await mintBatch(server, "one-time", Math.ceil(count / QUESTIONS_PER_USE));
  const links = await mintBatch(server, "access", Math.ceil(count / VIEWERS_PER_TOKEN));
  return Array.from({ length: count }, (_, index) => {
    const isUse = index % QUESTIONS_PER_USE === 0;
    const token = isUse ? uses[index / QUESTIONS_PER_USE] : links[index % links.length];
    return questionOf("read", token ?? "", index);
  });
}

/** Has the stream published, so that it can be played. */
export async function publishStream(server: TestServer): Promise<void> {
  const [token = ""] = await mintBatch(server, "access", 1, "publish");
  const reply = await fetch(server.url + HOOK_PATH, {
    method: "POST",
    body: questionOf("publish", token, 0),
  });
  if (reply.status !== 200) throw new Error(`the stream could not be published: ${reply.status}`);
}

function questionOf(action: string, token: string, index: number): string {
  return JSON.stringify({
    ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    user: "",
    password: "",
    token,
    action,
    path: STREAM,
    protocol: "rtmp",
    id: randomUUID(),
    query: `token=${token}`,
    userAgent: "LNX 9,0,124,2",
  });
}

async function mintBatch(
  server: TestServer,
  kind: string,
  count: number,
  action = "play",
): Promise<readonly string[]> {
  const texts: string[] = [];
  while (texts.length < count) {
    const size = Math.min(BATCH, count - texts.length);
    const grant = { kind, action, target: { streams: [STREAM] } };
    const { status, body } = await server.api("POST", "/v1/tokens/batch", {
      tokens: Array.from({ length: size }, () => grant),
    });
    if (status !== 201 || !Array.isArray(body.items)) throw new Error(`no tokens: ${status}`);
    for (const { token } of body.items) texts.push(token);
  }
  return texts;
}
