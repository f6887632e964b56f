import type { Agent } from "undici";
import type { LeaveSignal } from "../../lib/departure.ts";
import { HttpCall } from "./http-call.ts";
import { discard, type HttpResponse } from "./http-response.ts";

const REDIRECT_LIMIT = 3;
const REDIRECT_STATUS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One request to an HTTP origin. */
export interface HttpQuestion {
  readonly method: "GET" | "HEAD";
  readonly url: URL;
  /** Sent to every host that a redirect leads to. */
  readonly headers: Readonly<Record<string, string>>;
  /** The operator's headers, often credentials, for a request of this method: sent to the URL's own origin only. */
  readonly ownHeaders: (method: "GET" | "HEAD") => Readonly<Record<string, string>>;
  /** At most so many redirects are followed; 0: a redirect is an answer like any other. */
  readonly redirectLimit?: number | undefined;
  readonly bodyIdleMilliseconds: number;
  /** When the head must be there, redirects included, by `performance.now()`; undefined: the signal alone decides. */
  readonly headUntilMilliseconds?: number;
  readonly signal: LeaveSignal;
}

/** A redirect that is not followed: too many, not HTTP, with credentials, or from https to http. */
export class RedirectRefusedError extends Error {
  override readonly name = "RedirectRefusedError";
  readonly code = "redirect-refused";
}

/** An answer that is no redirect, and the URL that gave it. */
export interface HttpAnswer {
  readonly response: HttpResponse;
  readonly url: URL;
}

/**
 * Asks an HTTP origin and follows at most 3 redirects, unless the question says otherwise. Each connection is judged by the agent's egress policy.
 *
 * @throws RedirectRefusedError, the agent's errors, or the signal's reason
 */
export async function exchange(agent: Agent, question: HttpQuestion): Promise<HttpAnswer> {
  let url = question.url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await ask(agent, question, url);
    const location = response.headers.location;
    if (question.redirectLimit === 0) return { response, url };
    if (!REDIRECT_STATUS.has(response.statusCode) || typeof location !== "string") {
      return { response, url };
    }
    discard(response);
    if (redirects === (question.redirectLimit ?? REDIRECT_LIMIT))
      throw new RedirectRefusedError("too many redirects");
    url = redirectTarget(url, location);
  }
}

function ask(agent: Agent, question: HttpQuestion, url: URL): Promise<HttpResponse> {
  const { method, signal, headUntilMilliseconds: until } = question;
  const headMilliseconds = until === undefined ? undefined : Math.ceil(until - performance.now());
  const call = new HttpCall({ method, headMilliseconds, signal });
  const options = {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: url.origin === question.url.origin ? headersOf(question) : question.headers,
    headersTimeout: idleHeadersTimeout(question.bodyIdleMilliseconds, headMilliseconds),
    bodyTimeout: question.bodyIdleMilliseconds,
  };
  agent.dispatch(options, call);
  return call.answered;
}

/**
 * The call's own limit, which also covers the wait for a connection, is the one that counts. undici's is out of its way:
 * none, or as long as that of bodies, with which undici keeps one timer for a connection instead of making two for a request.
 */
function idleHeadersTimeout(bodyIdleMilliseconds: number, headMilliseconds: number | undefined): number {
  return headMilliseconds !== undefined && headMilliseconds < bodyIdleMilliseconds ? bodyIdleMilliseconds : 0;
}

/** In one case, so that no header of the operator's can stand beside one of the gateway's. */
function headersOf({ headers, ownHeaders, method }: HttpQuestion): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(ownHeaders(method))) all[name.toLowerCase()] = value;
  return Object.assign(all, headers);
}

function redirectTarget(from: URL, location: string): URL {
  const to = URL.parse(location, from);
  if (to === null || (to.protocol !== "https:" && to.protocol !== "http:")) {
    throw new RedirectRefusedError("a redirect to something that is not HTTP");
  }
  if (to.username !== "" || to.password !== "") throw new RedirectRefusedError("a redirect with credentials");
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new RedirectRefusedError("a redirect from https to http");
  }
  return to;
}
