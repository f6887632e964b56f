import { connect, type Socket } from "node:net";

/** A header as it is sent; the same name may come twice. */
export type RawHeader = readonly [name: string, value: string];

/** A request that is sent byte for byte, with nothing tidied up. */
export interface RawRequest {
  readonly method?: string;
  /** The request target as it is: no URL object has seen it. Sent as Latin-1. */
  readonly target: string;
  readonly headers?: readonly RawHeader[];
  readonly body?: string;
  /** The client's address, one of 127.0.0.0/8. */
  readonly from?: string;
}

/** An answer, read until the connection closed. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; values that came twice are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON; an empty object when it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

const ANSWER_MILLISECONDS = 15_000;

/** Sends one request on a connection of its own and reads the answer. Rejects when there is none. */
export async function rawRequest(url: string, request: RawRequest): Promise<RawAnswer> {
  const { method = "GET", target, headers = [], body } = request;
  const namesHost = headers.some(([name]) => name.toLowerCase() === "host");
  const host: RawHeader[] = namesHost ? [] : [["Host", "sluice.test"]];
  const length: RawHeader[] = body === undefined ? [] : [["Content-Length", String(Buffer.byteLength(body))]];
  const fields: readonly RawHeader[] = [...host, ["Connection", "close"], ...length, ...headers];
  const head = `${method} ${target} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  const bytes = Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(body ?? "")]);
  return parseAnswer(await exchangeBytes(url, bytes, request.from), method);
}

/** Sends bytes and resolves to everything that came back, Latin-1, once the connection is over. */
export function exchangeBytes(url: string, bytes: Buffer | string, from = "127.0.0.1"): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(url, from);
    let received = "";
    let fault: Error | undefined;
    socket.setTimeout(ANSWER_MILLISECONDS, () => socket.destroy(new Error("no answer in time")));
    socket.on("data", chunk => {
      received += chunk.toString("latin1");
    });
    socket.on("error", error => {
      fault = error;
    });
    // A reset after the answer is TCP's way; one instead of the answer is a failure.
    socket.on("close", () => (received === "" && fault ? reject(fault) : resolve(received)));
    socket.write(bytes);
  });
}

/** A connection to the server from one loopback address. */
export function openSocket(url: string, from = "127.0.0.1"): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), localAddress: from });
}

/** Reads the first answer in what came back. Throws when it is not one whole HTTP/1.1 answer. */
export function parseAnswer(received: string, method = "GET"): RawAnswer {
  const end = received.indexOf("\r\n\r\n");
  const [start = "", ...lines] = received.slice(0, Math.max(end, 0)).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(start)?.[1]);
  if (!status) throw new Error(`no HTTP answer: ${JSON.stringify(received.slice(0, 200))}`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const rest = received.slice(end + 4);
  const latin1 = headers["transfer-encoding"] === "chunked" ? unchunked(rest) : rest;
  const expected = headers["content-length"];
  if (method !== "HEAD" && expected !== undefined && latin1.length !== Number(expected)) {
    throw new Error(`a body of ${latin1.length} bytes under content-length ${expected}`);
  }
  const body = Buffer.from(latin1, "latin1").toString("utf8");
  return { status, headers, body, json: asJson(body) };
}

function unchunked(text: string): string {
  let rest = text;
  let body = "";
  for (;;) {
    const line = rest.indexOf("\r\n");
    const size = Number.parseInt(rest.slice(0, line), 16);
    if (!(size > 0)) return body;
    body += rest.slice(line + 2, line + 2 + size);
    rest = rest.slice(line + 2 + size + 2);
  }
}

function asJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
