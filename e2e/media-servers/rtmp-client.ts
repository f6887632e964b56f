import { once } from "node:events";
import { connect, type Socket } from "node:net";

const HANDSHAKE_BYTES = 1536;
/** What a side may send in one piece before it has said otherwise (RTMP 1.0 section 5.4.1). */
const CHUNK_BYTES = 128;
const COMMAND = 20;
/** nginx-rtmp gives every connection one stream, and calls it so. */
const STREAM_ID = 1;
const ANSWER_MILLISECONDS = 5_000;

/** An RTMP connection that asks for what no encoder asks for. It sends no media. */
export interface RtmpClient {
  /** True when the server says that it begins; false when it closes the connection. */
  publish(name: string): Promise<boolean>;
  play(name: string): Promise<boolean>;
  /** Ends what it has begun, and keeps the connection. */
  leave(): void;
  /** Resolves once the server has closed the connection. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * Connects to an application of an RTMP server on this machine, saying of itself what `written` holds (`flashVer`, `swfUrl` …).
 * Throws when it does not let the connection in.
 */
export async function connectRtmp(
  port: number,
  app = "live",
  written: Readonly<Record<string, string>> = {},
): Promise<RtmpClient> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  let heard = "";
  socket.on("data", (bytes: Buffer) => {
    heard += bytes.toString("latin1");
  });
  const closed = once(socket, "close").then(() => undefined);
  await once(socket, "connect");
  socket.write(Buffer.concat([Buffer.of(3), Buffer.alloc(HANDSHAKE_BYTES)]));
  const isOpen = (): boolean => !socket.destroyed;
  const until = async (isSo: () => boolean): Promise<boolean> => {
    const deadline = performance.now() + ANSWER_MILLISECONDS;
    while (!isSo() && isOpen() && performance.now() < deadline)
      await new Promise(resolve => setTimeout(resolve, 10));
    return isSo();
  };
  const ask = (text: string, act: () => void): Promise<boolean> => {
    const before = heard.split(text).length;
    act();
    return until(() => heard.split(text).length > before);
  };
  await until(() => heard.length >= 1 + 2 * HANDSHAKE_BYTES);
  socket.write(Buffer.alloc(HANDSHAKE_BYTES));
  const connecting = { app, tcUrl: `rtmp://127.0.0.1/${app}`, flashVer: "Test/1.0", ...written };
  const isIn =
    (await ask("NetConnection.Connect.Success", () => send(socket, 0, ["connect", 1, connecting]))) &&
    (await ask("_result", () => send(socket, 0, ["createStream", 2, null])));
  if (!isIn) throw new Error(`no RTMP connection to ${app}`);
  return {
    publish: name =>
      ask("NetStream.Publish.Start", () => send(socket, STREAM_ID, ["publish", 3, null, name, "live"])),
    play: name => ask("NetStream.Play.Start", () => send(socket, STREAM_ID, ["play", 4, null, name])),
    leave: () => send(socket, 0, ["deleteStream", 5, null, STREAM_ID]),
    closed,
    close: () => socket.destroy(),
  };
}

type Value = string | number | null | Readonly<Record<string, string>>;

/** One command, in pieces. */
function send(socket: Socket, streamId: number, values: readonly Value[]): void {
  const body = Buffer.concat(values.map(encode));
  const head = Buffer.alloc(12);
  head.writeUInt8(3, 0);
  head.writeUIntBE(body.length, 4, 3);
  head.writeUInt8(COMMAND, 7);
  head.writeUInt32LE(streamId, 8);
  const pieces: Buffer[] = [head];
  for (let at = 0; at < body.length; at += CHUNK_BYTES) {
    if (at > 0) pieces.push(Buffer.of(0xc3));
    pieces.push(body.subarray(at, at + CHUNK_BYTES));
  }
  socket.write(Buffer.concat(pieces));
}

/** AMF0. */
function encode(value: Value): Buffer {
  if (value === null) return Buffer.of(5);
  if (typeof value === "string") return Buffer.concat([Buffer.of(2), lengthAndText(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const fields = Object.entries(value).flatMap(([name, text]) => [lengthAndText(name), encode(text)]);
  return Buffer.concat([Buffer.of(3), ...fields, Buffer.of(0, 0, 9)]);
}

function lengthAndText(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
}
