import { header, tag } from "./labels.ts";
import type { CoseMessage } from "./message.ts";

const EMPTY = new Uint8Array();
const BYTES = 2;
const TEXT = 3;

/** What headers hold in practice; everything else is left to the strict reader. */
class Headers {
  alg: number | undefined = undefined;
  algIsProtected = false;
  kid: Uint8Array | undefined = undefined;
  iv: Uint8Array | undefined = undefined;
  typ: string | undefined = undefined;
}

/** What stands before the payload: tokens of one key and issuer have it in common. */
interface Beginning {
  readonly bytes: Uint8Array;
  readonly tag: 17 | 18;
  readonly protectedBytes: Uint8Array;
  readonly headers: Headers;
}

/** So many beginnings are kept, read; and none that is longer than so many bytes. */
const KEPT_BEGINNINGS = 8;
const KEPT_BYTES = 256;
const kept: Beginning[] = [];
let oldest = 0;

/**
 * The fast way through the messages that people send: tag 61 or none, COSE_Mac0 or COSE_Sign1, headers of `alg`, `kid`
 * and IV alone, lengths in their shortest form. Undefined for anything else, right or wrong: `readMessage` asks the
 * strict decoder then, and this never accepts what that one refuses.
 */
export function scanMessage(bytes: Uint8Array): CoseMessage | undefined {
  const beginning = keptBeginning(bytes) ?? newBeginning(bytes);
  if (!beginning) return undefined;
  const cursor = new Cursor(bytes);
  cursor.at = beginning.bytes.length;
  const payload = cursor.string(BYTES);
  const signature = cursor.string(BYTES);
  if (!payload || !signature || cursor.at !== bytes.length) return undefined;
  return {
    tag: beginning.tag,
    protectedBytes: beginning.protectedBytes,
    headers: beginning.headers,
    payload,
    payloadIsText: false,
    signature,
  };
}

/** The same first bytes are the same items: CBOR says of each item where it ends. */
function keptBeginning(bytes: Uint8Array): Beginning | undefined {
  for (let index = 0; index < kept.length; index += 1) {
    const beginning = kept[index];
    if (beginning && startsWith(bytes, beginning.bytes)) return beginning;
  }
  return undefined;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  if (bytes.length < start.length) return false;
  for (let at = 0; at < start.length; at += 1) if (bytes[at] !== start[at]) return false;
  return true;
}

function newBeginning(bytes: Uint8Array): Beginning | undefined {
  const beginning = scanBeginning(bytes);
  if (!beginning || beginning.bytes.length > KEPT_BYTES) return beginning;
  // Of its own bytes, so that no token is kept in memory by its header.
  const own = scanBeginning(Uint8Array.from(beginning.bytes));
  if (own) kept[oldest] = own;
  oldest = (oldest + 1) % KEPT_BEGINNINGS;
  return own;
}

function scanBeginning(bytes: Uint8Array): Beginning | undefined {
  const cursor = new Cursor(bytes);
  if (bytes[0] === 0xd8 && bytes[1] === tag.cwt) cursor.at = 2;
  const first = bytes[cursor.at];
  if ((first !== 0xd1 && first !== 0xd2) || bytes[cursor.at + 1] !== 0x84) return undefined;
  cursor.at += 2;
  const protectedBytes = cursor.string(BYTES);
  if (!protectedBytes) return undefined;
  const headers = new Headers();
  if (!scanProtected(protectedBytes, headers) || !cursor.headerMap(headers)) return undefined;
  return {
    bytes: bytes.subarray(0, cursor.at),
    tag: first === 0xd1 ? tag.mac0 : tag.sign1,
    protectedBytes: protectedBytes[0] === 0xa0 ? EMPTY : protectedBytes,
    headers,
  };
}

function scanProtected(bytes: Uint8Array, headers: Headers): boolean {
  if (bytes.length === 0) return true;
  const cursor = new Cursor(bytes);
  if (!cursor.headerMap(headers) || cursor.at !== bytes.length) return false;
  headers.algIsProtected = headers.alg !== undefined;
  return true;
}

/** A cursor that gives up (false, undefined) at whatever is unusual. */
class Cursor {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** A byte or text string of this major type, as a view. */
  string(major: number): Uint8Array | undefined {
    const { bytes } = this;
    const initial = bytes[this.at] ?? 0;
    if (initial >> 5 !== major) return undefined;
    const length = this.argument(initial & 31);
    if (length < 0 || this.at + length > bytes.length) return undefined;
    const start = this.at;
    this.at = start + length;
    return bytes.subarray(start, this.at);
  }

  /** The argument of the head at the cursor, which moves behind it; -1 for one that is not in its shortest form or above 16 bits. */
  argument(info: number): number {
    const { bytes, at } = this;
    if (info < 24) {
      this.at = at + 1;
      return info;
    }
    if (info === 24) {
      this.at = at + 2;
      const argument = bytes[at + 1] ?? 0;
      return argument < 24 ? -1 : argument;
    }
    if (info !== 25) return -1;
    this.at = at + 3;
    const argument = ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return argument < 0x100 ? -1 : argument;
  }

  /** A map of few known headers; a label that `headers` has already is unusual. */
  headerMap(headers: Headers): boolean {
    const initial = this.bytes[this.at] ?? 0;
    if (initial < 0xa0 || initial > 0xa4) return false;
    this.at += 1;
    for (let left = initial & 7; left > 0; left -= 1) {
      const label = this.bytes[this.at] ?? 0;
      this.at += 1;
      if (!this.entry(label, headers)) return false;
    }
    return true;
  }

  entry(label: number, headers: Headers): boolean {
    if (label === header.alg) {
      if (headers.alg !== undefined) return false;
      headers.alg = this.integer();
      return headers.alg !== undefined;
    }
    if (label === header.kid) {
      if (headers.kid !== undefined) return false;
      headers.kid = this.string(BYTES);
      return headers.kid !== undefined;
    }
    if (label !== header.iv || headers.iv !== undefined) return false;
    headers.iv = this.string(BYTES);
    return headers.iv !== undefined;
  }

  /** Between -256 and 255. */
  integer(): number | undefined {
    const initial = this.bytes[this.at] ?? 0;
    if (initial >= TEXT << 4) return undefined;
    const argument = this.argument(initial & 31);
    if (argument < 0 || argument > 255) return undefined;
    return initial < 0x20 ? argument : -1 - argument;
  }
}
