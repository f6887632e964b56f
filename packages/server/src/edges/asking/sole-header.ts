import type { EdgeCall } from "../web-edge.ts";

/**
 * The value of a header that the edge itself writes; undefined when it is missing, empty, or there more than once: then one
 * of them may be the client's, and nobody can tell which.
 */
export function soleHeader({ headers }: Pick<EdgeCall, "headers">, name: string): string | undefined {
  const values = headers[name];
  return values?.length === 1 && values[0] !== "" ? values[0] : undefined;
}
