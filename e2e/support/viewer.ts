import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";

/** Who asks: a client with an agent, at a loopback address (all of 127.0.0.0/8 is this machine). */
export interface ViewerOptions {
  readonly agent?: string;
  readonly address?: string;
}

/** An answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of a refusal in JSON. */
  readonly reason: string | undefined;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One client of a server, with its own connections. */
export interface Viewer {
  /** Asks for a path; rejects when the connection breaks before the answer is whole. */
  ask(path: string, asking?: Asking): Promise<Reply>;
  /** Asks and resolves with the head; the body is the caller's. */
  open(path: string, asking?: Asking): Promise<IncomingMessage>;
}

/** Default agent of viewers. */
export const AGENT = "TestPlayer/1.0";

/** Makes a client; `server` is looked at with every request, so that it may be restarted in between. */
export function createViewer(server: { readonly url: string }, options: ViewerOptions = {}): Viewer {
  const { agent = AGENT, address = "127.0.0.1" } = options;
  const connections = new Agent({ keepAlive: true, localAddress: address });
  const open = (
    path: string,
    { method = "GET", headers = {}, body }: Asking = {},
  ): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const asked = request({
        hostname,
        port,
        // As it is: a URL object would tidy up what a test means to send.
        path,
        method,
        agent: connections,
        headers: { "user-agent": agent, ...headers },
      });
      asked.once("response", resolve).once("error", reject).end(body);
    });
  return {
    open,
    async ask(path, asking) {
      const response = await open(path, asking);
      const body = await text(response);
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: body,
        reason: reasonOf(response, body),
      };
    },
  };
}

/**
 * The path under the session that an entry's answer leads to: the first URI or Location in it, or the first segment
 * below a BaseURL.
 */
export function sessionPath(reply: Reply): string {
  const path = reply.headers.location ?? /\/s\/[\w-]+\/[^\s"<]*/.exec(reply.text)?.[0];
  if (path === undefined) throw new Error(`no session in ${reply.status} ${reply.text.slice(0, 300)}`);
  return path.endsWith("/") ? `${path}seg-0.ts` : path;
}

function reasonOf(response: IncomingMessage, body: string): string | undefined {
  const type = response.headers["content-type"] ?? "";
  // Lines of JSON are no refusal.
  if (!/[/+]json\b/.test(type) || body === "") return undefined;
  const answer: unknown = JSON.parse(body);
  return typeof answer === "object" && answer !== null && "reason" in answer
    ? String(answer.reason)
    : undefined;
}
