import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Authorization, expectedSignature, readAuthorization } from "./aws-signature.ts";

/** For tests: an object in a store. */
export interface StoredObject {
  readonly type: string;
  readonly text: string;
}

/** For tests: what a store has and knows. */
export interface BucketServerOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  /** Objects by the decoded path: `/films/a b.mp4`. */
  readonly objects: Readonly<Record<string, StoredObject>>;
}

/** For tests: a store that speaks as much of S3 as media needs. It answers nothing that is not signed. */
export interface BucketServer {
  readonly port: number;
  /** Every request: `GET /films/a.mp4`. */
  readonly asked: readonly { readonly line: string; readonly headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

/** A store takes a signature whose date is at most so far from its own clock. */
const MOST_SKEW_MILLISECONDS = 15 * 60_000;

/** For tests: starts a store on a free port of 127.0.0.1. */
export async function startBucketServer(options: BucketServerOptions): Promise<BucketServer> {
  const asked: { line: string; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    answer(options, request, response);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return { port: portOf(server), asked, close: () => close(server) };
}

function answer(options: BucketServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://store");
  const object = options.objects[decodeURIComponent(url.pathname)];
  const fault = faultOf(options, request) ?? (url.search === "" ? undefined : "InvalidRequest");
  if (fault !== undefined || object === undefined) refuse(request, response, fault ?? "NoSuchKey");
  else send(object, request, response);
}

/** As S3 does: If-Range is none of its words. */
function send(object: StoredObject, { headers, method }: IncomingMessage, response: ServerResponse): void {
  const bytes = Buffer.from(object.text);
  const etag = `"${bytes.length}-etag"`;
  const head = { "content-type": object.type, etag, "set-cookie": "a=b" };
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "");
  if (headers["if-none-match"] === etag) {
    response.writeHead(304, { etag }).end();
  } else if (range) {
    const start = Number(range[1]);
    const part = bytes.subarray(start, range[2] === "" ? undefined : Number(range[2]) + 1);
    const contentRange = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
    response.writeHead(206, { ...head, "content-length": part.length, "content-range": contentRange });
    response.end(part);
  } else {
    response.writeHead(200, { ...head, "content-length": bytes.length });
    response.end(method === "HEAD" ? undefined : bytes);
  }
}

function faultOf(
  options: BucketServerOptions,
  { method = "", url = "", headers }: IncomingMessage,
): string | undefined {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  if (plain.authorization === undefined) return "AccessDenied";
  const said = readAuthorization(plain);
  if (said.accessKeyId !== options.accessKeyId) return "InvalidAccessKeyId";
  if (said.region !== options.region) return "AuthorizationHeaderMalformed";
  const isSkewed = Math.abs(signedAt(plain, said) - Date.now()) > MOST_SKEW_MILLISECONDS;
  if (isSkewed) return "RequestTimeTooSkewed";
  const isWhole = ["host", "x-amz-content-sha256", "x-amz-date"].every(name =>
    said.signedHeaders.includes(name),
  );
  const expected = expectedSignature({ method, target: url, headers: plain }, options.secretAccessKey);
  if (!isWhole || said.signature !== expected) return "SignatureDoesNotMatch";
  return plain["x-amz-security-token"] === options.sessionToken ? undefined : "InvalidToken";
}

function signedAt(headers: Readonly<Record<string, string>>, { date }: Authorization): number {
  const [, day = "", hour, minute, second] =
    /^(\d{8})T(\d\d)(\d\d)(\d\d)Z$/.exec(headers["x-amz-date"] ?? "") ?? [];
  if (day !== date) return Number.NEGATIVE_INFINITY;
  return Date.parse(`${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${hour}:${minute}:${second}Z`);
}

function refuse(request: IncomingMessage, response: ServerResponse, code: string): void {
  response.writeHead(code === "NoSuchKey" ? 404 : code === "InvalidRequest" ? 400 : 403, {
    "content-type": "application/xml",
  });
  const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>not to be told</Message></Error>`;
  response.end(request.method === "HEAD" ? undefined : text);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}
