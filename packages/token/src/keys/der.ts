/** One DER element (X.690): its identifier octet and its contents. */
export interface DerElement {
  readonly type: number;
  readonly contents: Uint8Array;
}

export const der = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

/** The elements that stand one after the other in `bytes`; undefined when they do not fill it exactly. */
export function readDer(bytes: Uint8Array): readonly DerElement[] | undefined {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const head = headOf(bytes, at);
    const end = head ? head.start + head.length : Number.POSITIVE_INFINITY;
    if (!head || end > bytes.length) return undefined;
    elements.push({ type: bytes[at] ?? 0, contents: bytes.subarray(head.start, end) });
    at = end;
  }
  return elements;
}

/** The elements inside the one element of `bytes`, which must be a SEQUENCE. */
export function readSequence(bytes: Uint8Array): readonly DerElement[] | undefined {
  const [only, ...others] = readDer(bytes) ?? [];
  return only?.type === der.sequence && others.length === 0 ? readDer(only.contents) : undefined;
}

function headOf(bytes: Uint8Array, at: number): { start: number; length: number } | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 2) return undefined;
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  return { start: at + 2 + count, length };
}
