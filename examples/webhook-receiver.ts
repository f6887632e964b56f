// A receiver of Sluice's webhooks in plain Node: WEBHOOK_SECRET=whsec_… PORT=4000 node examples/webhook-receiver.ts
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

const { WEBHOOK_SECRET = "", PORT = "4000" } = process.env;
const key = Buffer.from(WEBHOOK_SECRET.replace("whsec_", ""), "base64");
const seen = new Set<unknown>(); // In earnest: a column with a unique index.

function isSigned(message: string, signatures: unknown): boolean {
  const wanted = Buffer.from(`v1,${createHmac("sha256", key).update(message).digest("base64")}`);
  const given = String(signatures)
    .split(" ")
    .map(signature => Buffer.from(signature));
  return given.some(signature => signature.length === wanted.length && timingSafeEqual(signature, wanted));
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signatures } = request.headers;
  const body = await text(request);
  const isFresh = Math.abs(Date.now() / 1000 - Number(at)) < 300;
  const isGood = isFresh && isSigned(`${id}.${at}.${body}`, signatures);
  response.writeHead(isGood ? 204 : 401).end();
  if (!isGood || seen.has(id)) return; // It may come more than once, always under this id.
  seen.add(id);
  const { type, data } = JSON.parse(body);
  console.log(type, JSON.stringify(data));
}

createServer((request, response) => void receive(request, response)).listen(Number(PORT), "127.0.0.1");
