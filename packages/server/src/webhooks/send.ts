import { egressAgent, type ResolveName } from "../lib/egress.ts";

const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** A receiver says what it has to say in the beginning; nobody reads more. */
const ANSWER_LIMIT_BYTES = 1024;
/** As many as there are deliveries at once. */
const CONNECTIONS = 20;

/** One signed request to a receiver. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The operator's leave for private addresses. */
  readonly allowPrivate: boolean;
  /** Ends the request, whatever it is waiting for. */
  readonly signal: AbortSignal;
}

/** What came back: the status, and the beginning of the body. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends POST requests through the egress policy. Redirects are answers, not followed. */
export interface Sender {
  /** Rejects with the agent's errors (`egress-refused`, `ECONNREFUSED`, …) or the signal's reason. */
  send(request: Outgoing): Promise<Answer>;
  close(): Promise<void>;
}

/** `resolveName` is for tests; the system's by default. */
export function createSender(options: { readonly resolveName?: ResolveName } = {}): Sender {
  const agentFor = (allowPrivate: boolean) =>
    egressAgent({
      allowPrivate,
      writtenUrls: [],
      connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
      connections: CONNECTIONS,
      ...options,
    });
  // Apart from each other: a connection that one may have is never used for the other.
  const [strict, lenient] = [agentFor(false), agentFor(true)];
  return {
    async send({ url, headers, body, allowPrivate, signal }) {
      const { origin, pathname, search } = new URL(url);
      const response = await (allowPrivate ? lenient : strict).request({
        origin,
        path: pathname + search,
        method: "POST",
        headers,
        body,
        signal,
        // The signal carries the one deadline.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { status: response.statusCode, text: await beginningOf(response.body) };
    },
    async close() {
      await Promise.all([strict.destroy(), lenient.destroy()]);
    },
  };
}

/** Ends the stream when it has read enough. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= ANSWER_LIMIT_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_LIMIT_BYTES).toString();
}
