import { playerRefusal } from "./player-refusals.ts";
import { parseRefusal, type Refusal } from "./refusal.ts";
import { type Format, type PlaySession, readSession } from "./session.ts";

/** What the player asks with `POST /s`. Without a token only an unprotected stream opens. */
export interface SessionRequest {
  readonly token: string | undefined;
  readonly stream: string;
  /** Undefined: HLS, or MP4 where the stream has none. */
  readonly format: Format | undefined;
  /** From the page, where the server vouches for the site that embeds it. */
  readonly ticket: string | undefined;
  /** The handle of a session of an embed code that plays: this one is to come after it. */
  readonly renews?: string | undefined;
}

/** The answer to `POST /s`. */
export type Opening =
  | { readonly outcome: "opened"; readonly session: PlaySession }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** The answer to "does this session still live?". */
export type Probe =
  | { readonly outcome: "alive" }
  | { readonly outcome: "unreachable" }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** Opens a session and asks after it. Never throws for what a server or a network can cause. */
export interface SessionClient {
  open(request: SessionRequest): Promise<Opening>;
  probe(session: PlaySession): Promise<Probe>;
}

const OPEN_TIMEOUT_MS = 20_000;
const PROBE_TIMEOUT_MS = 8_000;
/** A lost reply may have spent the token: the server lets its holder repeat within 10 s, so one repeat comes soon. */
const REPEAT_DELAY_MS = 1_000;

/** A client of the Sluice server at `server`, a base such as `https://example.org/` or `https://example.org/sluice/`. */
export function createSessionClient(
  server: string,
  fetcher: typeof fetch = globalThis.fetch.bind(globalThis),
): SessionClient {
  return {
    open: request => openSession(server, fetcher, request),
    probe: session => probeSession(fetcher, session),
  };
}

async function openSession(server: string, fetcher: typeof fetch, request: SessionRequest): Promise<Opening> {
  const ask = () => postSession(server, fetcher, request);
  const reply = (await ask()) ?? (await delay(REPEAT_DELAY_MS).then(ask));
  return reply ?? { outcome: "refused", refusal: playerRefusal("network-unreachable") };
}

/** Undefined when the server was not reached. */
async function postSession(
  server: string,
  fetcher: typeof fetch,
  request: SessionRequest,
): Promise<Opening | undefined> {
  const reply = await textOf(() =>
    fetcher(new URL("s", server), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(request),
      cache: "no-store",
      signal: AbortSignal.timeout(OPEN_TIMEOUT_MS),
    }),
  );
  if (reply === undefined) return undefined;
  const from = { server, nowSeconds: Date.now() / 1000 };
  const session = reply.ok ? readSession(parseJson(reply.text), from) : undefined;
  if (session !== undefined) return { outcome: "opened", session };
  return { outcome: "refused", refusal: refusalOf(reply) };
}

/**
 * GET, not HEAD, because the reason is in the body; one byte of an MP4 is enough. A WHEP endpoint answers 405 while
 * the session lives (draft-ietf-wish-whep).
 */
async function probeSession(fetcher: typeof fetch, session: PlaySession): Promise<Probe> {
  const headers = session.format === "mp4" ? { range: "bytes=0-0" } : undefined;
  const reply = await textOf(() =>
    fetcher(session.url, {
      ...(headers && { headers }),
      cache: "no-store",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    }),
  );
  if (reply === undefined) return { outcome: "unreachable" };
  const lives = reply.ok || (session.format === "whep" && reply.status === 405);
  return lives ? { outcome: "alive" } : { outcome: "refused", refusal: refusalOf(reply) };
}

interface TextReply {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

async function textOf(send: () => Promise<Response>): Promise<TextReply | undefined> {
  try {
    const response = await send();
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

function refusalOf({ text, status }: TextReply): Refusal {
  return parseRefusal(text, status) ?? playerRefusal("reply-unreadable", status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
