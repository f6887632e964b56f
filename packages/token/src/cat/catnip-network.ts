import { type Address, containsAddress, type Network, parseNetwork } from "../address/network.ts";
import type { CborTag, CborValue } from "../cbor/value.ts";
import type { Malformed } from "./claim.ts";
import { isCborArray, isUint, malformed } from "./shapes.ts";

const IPV4_TAG = 52;
const IPV6_TAG = 54;

/** A network of catnip, and the item of RFC 9164 that it was or is written as. */
export interface NetworkItem {
  readonly tag: number;
  readonly written: CborValue;
  readonly network: Network;
}

/**
 * Reads `52(bytes)`, `54(bytes)` or a prefix `52([length, bytes])` (RFC 9164 section 3). Bytes of a prefix are trimmed
 * of zeros or whole; bits behind the prefix must be zero. An address with its prefix (3.1.3) is no network here.
 */
export function parseNetworkItem({ tag, value }: CborTag): NetworkItem | Malformed {
  if (tag !== IPV4_TAG && tag !== IPV6_TAG) return malformed("an address has tag 52 or 54");
  const size = tag === IPV4_TAG ? 4 : 16;
  if (value instanceof Uint8Array) {
    return value.length === size
      ? { tag, written: value, network: networkOf(value, size, size * 8) }
      : malformed("an address of a wrong length");
  }
  const [length, bytes, ...rest] = isCborArray(value) ? value : [];
  if (!isUint(length) || !(bytes instanceof Uint8Array) || rest.length > 0) {
    return malformed("a prefix is a length and bytes");
  }
  if (length > size * 8 || bytes.length > size || hasBitsBehind(bytes, length)) {
    return malformed("a prefix longer than its address, or with bits behind it");
  }
  return { tag, written: value, network: networkOf(bytes, size, length) };
}

/** From `192.0.2.0/24`, `2001:db8::/32` or a bare address. */
export function networkItemFromText(text: string): NetworkItem | Malformed {
  const network = parseNetwork(text);
  if (network === undefined) return malformed("a network is written 192.0.2.0/24 or 2001:db8::/32");
  const { address, prefixLength } = network;
  const bytes = Uint8Array.from(address.bytes);
  const tag = address.family === 4 ? IPV4_TAG : IPV6_TAG;
  if (!text.includes("/")) return { tag, written: bytes, network };
  return { tag, written: [prefixLength, trimmed(bytes)], network };
}

/** As `networkItemFromText` reads it; IPv6 as RFC 5952 writes it. */
export function networkItemToText({ network, written }: NetworkItem): string {
  const { address, prefixLength } = network;
  const text = addressText(address);
  return written instanceof Uint8Array ? text : `${text}/${prefixLength}`;
}

/** True when the address lies in it; IPv4 networks written as IPv4-mapped IPv6 never contain one, as clients' are IPv4. */
export function isInNetwork(item: NetworkItem, address: Address): boolean {
  return containsAddress(item.network, address);
}

function networkOf(bytes: Uint8Array, size: number, prefixLength: number): Network {
  const whole = new Array<number>(size).fill(0).map((zero, index) => bytes[index] ?? zero);
  return { address: { family: size === 4 ? 4 : 6, bytes: whole }, prefixLength };
}

function hasBitsBehind(bytes: Uint8Array, prefixLength: number): boolean {
  return bytes.some((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefixLength - index * 8));
    return (byte & (0xff >> kept)) !== 0;
  });
}

/** RFC 9164 section 3.1.2: zeros at the end are left away. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function addressText({ family, bytes }: Address): string {
  if (family === 4) return bytes.join(".");
  const words: string[] = [];
  for (let index = 0; index < 16; index += 2) {
    words.push((((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0)).toString(16));
  }
  return shortened(words);
}

/** The longest run of two zeros or more becomes `::`, the first of equals (RFC 5952 section 4.2). */
function shortened(words: readonly string[]): string {
  let start = 0;
  let length = 0;
  for (let at = 0; at < words.length; at += 1) {
    let end = at;
    while (words[end] === "0") end += 1;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}
