import { once } from "node:events";
import { connect } from "node:net";

/** A request as a media server writes it: nothing is added to it but the length of its body. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  /** In this order and spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** What came back, until the server closed the connection or the answer was complete. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATIENCE_MILLISECONDS = 10_000;

/** Writes a request to a socket of its own and reads the answer. Rejects when there is none within 10 s. */
export async function sendRaw(base: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(PATIENCE_MILLISECONDS, () => socket.destroy(new Error("no answer in time")));
  await once(socket, "connect");
  socket.write(headOf(request));
  socket.write(request.body);
  try {
    return await readAnswer(socket, request.method === "HEAD");
  } finally {
    socket.destroy();
  }
}

function headOf({ method, path, version, headers, body }: RawRequest): string {
  const isPlain = method === "GET" && body.length === 0;
  const lines = [
    `${method} ${path} HTTP/${version}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(isPlain ? [] : [`Content-Length: ${body.length}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

async function readAnswer(socket: AsyncIterable<Buffer>, isHead: boolean): Promise<RawAnswer> {
  let text = "";
  for await (const chunk of socket) {
    text += chunk.toString("utf8");
    const answer = parseAnswer(text, isHead);
    if (answer) return answer;
  }
  throw new Error(`the answer is not whole: ${text.slice(0, 80)}`);
}

/** The answer once it is there as a whole: Sluice tells the length of all of them. */
function parseAnswer(text: string, isHead: boolean): RawAnswer | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(lines.map(headerOf));
  const length = isHead ? 0 : Number(headers["content-length"] ?? "0");
  const body = Buffer.from(text.slice(end + 4));
  if (body.length < length) return undefined;
  return { status: Number(first.split(" ")[1]), headers, body: body.toString("utf8") };
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
