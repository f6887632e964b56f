/** A request target split at its first `?`; nothing decoded. */
export interface RequestTarget {
  readonly path: string;
  /** Without the `?`; empty when there is none. */
  readonly query: string;
}

/** What players of TPStreams put behind any address of a key, its own query or not (its documentation, "AES Encryption"). */
const APPENDED = /\?(?=access_token=)/g;

/** Splits a request target and takes the public base path off (`/media` behind a proxy that keeps it). */
export function readTarget(url: string, basePath: string): RequestTarget {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const sent = mark < 0 ? "" : url.slice(mark + 1);
  // Taken for a part of the parameter before it, the token would go on to the origin.
  const query = sent.includes("?") ? sent.replace(APPENDED, "&") : sent;
  const inside = basePath !== "" && path.startsWith(`${basePath}/`);
  return { path: inside ? path.slice(basePath.length) : path, query };
}
