/** Up to here a loop over the bytes is faster than a call of TextDecoder. */
const SHORT_TEXT = 32;
const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The text in `bytes` from `start` up to `end` (RFC 3629), undefined when it is not well-formed UTF-8: no overlong
 * forms, no surrogates, and a byte order mark stays a character. `start` and `end` must lie inside `bytes`.
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  if (end - start <= SHORT_TEXT) {
    const text = decodeAscii(bytes, start, end);
    if (text !== undefined) return text;
  }
  try {
    return fatal.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

/** Undefined when a byte is not ASCII. Eight letters at a time: one call makes one string. */
function decodeAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = "";
  let at = start;
  let seen = 0;
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1] ?? 0;
    const c = bytes[at + 2] ?? 0;
    const d = bytes[at + 3] ?? 0;
    const e = bytes[at + 4] ?? 0;
    const f = bytes[at + 5] ?? 0;
    const g = bytes[at + 6] ?? 0;
    const h = bytes[at + 7] ?? 0;
    seen |= a | b | c | d | e | f | g | h;
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  if (at + 4 <= end) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1] ?? 0;
    const c = bytes[at + 2] ?? 0;
    const d = bytes[at + 3] ?? 0;
    seen |= a | b | c | d;
    text += String.fromCharCode(a, b, c, d);
    at += 4;
  }
  for (; at < end; at += 1) {
    const letter = bytes[at] ?? 0;
    seen |= letter;
    text += String.fromCharCode(letter);
  }
  return seen < 0x80 ? text : undefined;
}

/** The text as UTF-8; undefined for a lone surrogate, which has no UTF-8. */
export function encodeUtf8(text: string): Uint8Array | undefined {
  return text.isWellFormed() ? encoder.encode(text) : undefined;
}
