// GET /token?stream=demo/clip → a JWT; &format=cat → a CAT. KEY_ID=… KEY_SECRET=<base64url> PORT=4401 node mint.ts
import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const { KEY_ID = "", KEY_SECRET = "", KEY_TEXT, PORT = "4401" } = process.env; // KEY_TEXT: a secret that is a text
const key = createSecretKey(KEY_TEXT ? Buffer.from(KEY_TEXT) : Buffer.from(KEY_SECRET, "base64url"));
const hmac = (data: string | Buffer) => createHmac("sha256", key).update(data).digest();

function jwt(stream: string, exp: number): string {
  const header = { alg: "HS256", typ: "JWT", kid: KEY_ID };
  const claims = {
    exp,
    jti: randomBytes(16).toString("hex"),
    actions: ["play"],
    target: { streams: [stream] },
  };
  const parts = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString("base64url"));
  return [...parts, hmac(parts.join(".")).toString("base64url")].join(".");
}

// CBOR (RFC 8949): each item begins with its kind and a number, in as few bytes as hold it.
function head(kind: number, number: number): Buffer {
  if (number < 24) return Buffer.of(kind * 32 + number);
  const [info, size] = number < 256 ? [24, 1] : number < 65_536 ? [25, 2] : [26, 4];
  const item = Buffer.alloc(1 + size, kind * 32 + info);
  item.writeUIntBE(number, 1, size);
  return item;
}
const uint = (number: number) => head(0, number);
const bytes = (data: Buffer) => Buffer.concat([head(2, data.length), data]);
const text = (data: string) => Buffer.concat([head(3, Buffer.byteLength(data)), Buffer.from(data)]);
const list = (...items: Buffer[]) => Buffer.concat([head(4, items.length), ...items]);
const map = (...items: Buffer[]) => Buffer.concat([head(5, items.length / 2), ...items]);

function cat(stream: string, exp: number): string {
  const catu = map(uint(3), map(uint(1), text(`/${stream}/`))); // The path begins with.
  const catm = list(text("GET"), text("HEAD"));
  const named = [uint(1), text("example"), uint(4), uint(exp), uint(7), bytes(randomBytes(16))]; // iss, exp, cti
  const payload = bytes(map(...named, uint(312), catu, uint(313), catm));
  const headers = bytes(map(uint(1), uint(5))); // alg: HMAC 256/256
  const mac = bytes(hmac(list(text("MAC0"), headers, bytes(Buffer.of()), payload)));
  const message = list(headers, map(uint(4), bytes(Buffer.from(KEY_ID))), payload, mac);
  return Buffer.concat([head(6, 61), head(6, 17), message]).toString("base64url"); // CWT, COSE_Mac0
}

createServer(({ url }, response) => {
  const { pathname, searchParams } = new URL(`http://localhost${url}`);
  const stream = searchParams.get("stream") ?? "";
  // Here you ask who wants it, and whether he may.
  const isGood = pathname === "/token" && /^[\w-]+\/[\w-]+$/.test(stream);
  const mint = searchParams.get("format") === "cat" ? cat : jwt;
  response.writeHead(isGood ? 200 : 400, { "content-type": "text/plain", "cache-control": "no-store" });
  response.end(isGood ? mint(stream, Math.floor(Date.now() / 1000) + 3600) : "no such stream");
}).listen(Number(PORT), "127.0.0.1");
