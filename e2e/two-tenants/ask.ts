import type { Method } from "../../packages/server/src/api/openapi/document-type.ts";
import { createViewer, type Reply, type Viewer } from "../support/viewer.ts";

/** What a request of an operation is made of, beside its method and its path. */
export interface WalkRequest {
  /** The parts of the path: `{ id: "st_…" }`. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Where an operation is. */
export interface Route {
  readonly method: Method;
  /** With its parts in braces. */
  readonly path: string;
}

/** Asks API v1 with one API key. */
export type Ask = (route: Route, request?: WalkRequest) => Promise<Reply>;

/** A caller with an API key, from an address of its own. `server` is looked at with every request. */
export function createAsk(server: { readonly url: string }, key: string, address: string): Ask {
  const viewer: Viewer = createViewer(server, { agent: "Tenant/1.0", address });
  return ({ method, path }, request = {}) => {
    const { query = {}, headers = {}, body } = request;
    const search = new URLSearchParams(query);
    const filled = filledPath(path, request);
    return viewer.ask(search.size === 0 ? filled : `${filled}?${search}`, {
      method: method.toUpperCase(),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
}

/** Makes things, and hands out what was answered. Throws unless it is done. */
export type Make = (method: Method, path: string, request?: WalkRequest) => Promise<Made>;

/** An answer's body, of which a test takes what it needs. */
export type Made = Readonly<Record<string, unknown>>;

/** Turns a caller into one that insists. */
export function makeWith(ask: Ask): Make {
  return async (method, path, request) => {
    const { status, text } = await ask({ method, path }, request);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
}

function filledPath(path: string, { path: parts = {} }: WalkRequest): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ""));
}
