import { Client } from "undici";
import { DATABASE_TYPE } from "../../api/schemas/maintenance.ts";
import { PlainFailure } from "../plain-failure.ts";
import { systemFault } from "../system-fault.ts";
import {
  type ApiCall,
  type ApiReply,
  type Connection,
  type FileCall,
  type FileReply,
  pathOf,
} from "./connection.ts";

const CONNECT_MILLISECONDS = 10_000;
const ANSWER_MILLISECONDS = 30_000;

interface HttpPeer {
  readonly kind: Connection["kind"];
  readonly name: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path below which the server's addresses begin, without a slash at its end. */
  readonly basePath: string;
  readonly apiKey: string | undefined;
  readonly socketPath: string | undefined;
}

/** A server at a URL. Redirects are not followed: the API key is for this server alone. */
export function connectToUrl(url: string, apiKey: string | undefined): Connection {
  const { origin, pathname } = readUrl(url);
  const basePath = pathname.replace(/\/+$/, "");
  return connectOverHttp({
    kind: "url",
    name: origin + basePath,
    origin,
    basePath,
    apiKey,
    socketPath: undefined,
  });
}

/** The server that listens at a control socket. */
export function connectToSocket(socketPath: string, name: string): Connection {
  return connectOverHttp({
    kind: "socket",
    name,
    origin: "http://localhost",
    basePath: "",
    apiKey: undefined,
    socketPath,
  });
}

function connectOverHttp(peer: HttpPeer): Connection {
  const client = new Client(peer.origin, {
    connect: {
      timeout: CONNECT_MILLISECONDS,
      ...(peer.socketPath === undefined ? {} : { socketPath: peer.socketPath }),
    },
    bodyTimeout: ANSWER_MILLISECONDS,
  });
  return {
    kind: peer.kind,
    name: peer.name,
    call: call => send(client, peer, call).catch((error: unknown) => noAnswer(peer, error)),
    transfer: call => transfer(client, peer, call).catch((error: unknown) => noAnswer(peer, error)),
    close: () => client.destroy(),
  };
}

async function send(client: Client, { basePath, apiKey }: HttpPeer, call: ApiCall): Promise<ApiReply> {
  const { statusCode, body } = await client.request({
    method: call.method,
    path: basePath + pathOf(call),
    headers: {
      accept: "application/json",
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    headersTimeout: call.patienceMilliseconds ?? ANSWER_MILLISECONDS,
  });
  return { status: statusCode, text: await body.text() };
}

/** A copy is made before the first byte comes, and a restore is done before the answer: neither is hurried. */
async function transfer(client: Client, { basePath, apiKey }: HttpPeer, call: FileCall): Promise<FileReply> {
  const { statusCode, body } = await client.request({
    method: call.method,
    path: basePath + pathOf(call),
    headers: {
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(call.file === undefined ? {} : { "content-type": DATABASE_TYPE }),
    },
    body: call.file ?? null,
    headersTimeout: 0,
  });
  return { status: statusCode, content: body };
}

function noAnswer({ name }: HttpPeer, cause: unknown): never {
  throw new PlainFailure(`No answer from ${name}: ${systemFault(cause)}.`, { cause });
}

function readUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new PlainFailure(
    `${JSON.stringify(text)} is no URL of a server: write http://host:port or https://host.`,
  );
}
