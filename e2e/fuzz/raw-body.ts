import fc from "fast-check";

/** A body as bytes; a report shows how many. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly [fc.toStringMethod]: () => string;
}

export function rawBody(bytes: Uint8Array | readonly number[] | string): RawBody {
  const buffer = typeof bytes === "string" ? Buffer.from(bytes) : Buffer.from(bytes);
  return {
    bytes: buffer,
    [fc.toStringMethod]: () => `${buffer.length} bytes: ${buffer.toString("latin1", 0, 20)}`,
  };
}

/** Files that are none, or begin like one: for routes that take no JSON. */
export const fileBodies: fc.Arbitrary<RawBody> = fc
  .tuple(
    fc.constantFrom(
      "",
      "SQLite format 3\u0000",
      "SQLite format 3\u0000\u0010\u0000\u0001\u0001\u0000",
      "PK\u0003\u0004",
    ),
    fc.uint8Array({ maxLength: 8_192 }),
  )
  .map(([head, rest]) => rawBody(Buffer.concat([Buffer.from(head, "latin1"), rest])));
