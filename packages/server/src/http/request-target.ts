/** A request target split at its first `?`; nothing decoded. */
export interface RequestTarget {
  readonly path: string;
  /** Without the `?`; empty when there is none. */
  readonly query: string;
}

/** Splits a request target and takes the public base path off (`/media` behind a proxy that keeps it). */
export function readTarget(url: string, basePath: string): RequestTarget {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? "" : url.slice(mark + 1);
  const inside = basePath !== "" && path.startsWith(`${basePath}/`);
  return { path: inside ? path.slice(basePath.length) : path, query };
}
