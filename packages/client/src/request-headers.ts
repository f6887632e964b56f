/** What can be changed has a version. */
interface Versioned {
  readonly version: number;
}

/**
 * The header under which a change is made only if nobody else was faster; else the answer is 412 `version-stale`:
 * `sluice.PATCH(path, { params: { path: { id }, header: ifMatch(stream) }, body })`.
 */
export function ifMatch({ version }: Versioned): { readonly "if-match": string } {
  return { "if-match": `"${version}"` };
}

/**
 * The header under which a request may be sent again: the server does it once and answers it twice. A new random key
 * unless one is given; keep it for as long as the request may be repeated.
 */
export function idempotencyKey(key: string = crypto.randomUUID()): { readonly "idempotency-key": string } {
  return { "idempotency-key": key };
}
