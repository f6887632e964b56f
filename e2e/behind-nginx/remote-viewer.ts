import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import type { LookupFunction } from "node:net";
import { text } from "node:stream/consumers";
import type { Reply } from "../support/viewer.ts";

/** What is asked; a list is a header that is sent more than once. */
export interface RemoteAsking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** A client that knows the public address only, as from another machine. */
export interface RemoteViewer {
  /** Follows a URL as it was printed; the answer is read to its end. */
  ask(url: string, asking?: RemoteAsking): Promise<Reply>;
  /** The same; the body is the caller's. */
  open(url: string, asking?: RemoteAsking): Promise<IncomingMessage>;
}

/** Every name is this machine; who asks is told apart by the address it asks from. */
const lookup: LookupFunction = (_host, options, found) =>
  options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);

/** Makes a client at a loopback address. It trusts one certificate, and checks the name in it. */
export function createRemoteViewer(certificatePem: string, address: string, userAgent: string): RemoteViewer {
  const agent = new Agent({ keepAlive: true, localAddress: address, ca: certificatePem, lookup });
  const open: RemoteViewer["open"] = (url, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      // As it was printed: a URL object would tidy it up.
      const path = url.slice(new URL(url).origin.length);
      const options = { hostname, port, path, method, agent, servername: hostname };
      const asked = request({ ...options, headers: { "user-agent": userAgent, ...headers } });
      asked.once("response", resolve).once("error", reject).end(body);
    });
  return {
    open,
    async ask(url, asking) {
      const response = await open(url, asking);
      const body = await text(response);
      const { statusCode: status = 0, headers } = response;
      const isJson = /json/.test(headers["content-type"] ?? "") && body !== "";
      const reason: unknown = isJson ? JSON.parse(body).reason : undefined;
      return { status, headers, text: body, reason: typeof reason === "string" ? reason : undefined };
    },
  };
}
