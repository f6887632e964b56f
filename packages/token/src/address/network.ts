/** An address as its bytes: 4 for IPv4, 16 for IPv6. */
export interface Address {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}

/** A CIDR network (RFC 4632, RFC 4291 section 2.3); a bare address is a network of its own. */
export interface Network {
  readonly address: Address;
  readonly prefixLength: number;
}

const IPV4_PREFIX = 24;
const IPV6_PREFIX = 64;

/** Reads an IPv4 or IPv6 address; an IPv4-mapped one becomes IPv4, a zone is dropped. Undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 64) return undefined;
  if (!text.includes(":")) return asAddress(4, parseIpv4(text));
  const bytes = parseIpv6(text.split("%", 1)[0] ?? "");
  if (bytes && isMapped(bytes)) return { family: 4, bytes: bytes.slice(12) };
  return asAddress(6, bytes);
}

/** Reads `192.0.2.0/24`, `2001:db8::/32` or a bare address. Undefined for anything else, host bits included. */
export function parseNetwork(text: string): Network | undefined {
  const [addressText = "", lengthText, ...rest] = text.split("/");
  const address = parseAddress(addressText);
  if (!address || rest.length > 0) return undefined;
  const bits = address.bytes.length * 8;
  if (lengthText === undefined) return { address, prefixLength: bits };
  if (!/^\d{1,3}$/.test(lengthText)) return undefined;
  const prefixLength = Number(lengthText);
  if (prefixLength > bits || hasHostBits(address, prefixLength)) return undefined;
  return { address, prefixLength };
}

/** True when the address lies in the network; families never mix. */
export function containsAddress(network: Network, address: Address): boolean {
  if (network.address.family !== address.family) return false;
  return samePrefix(network.address.bytes, address.bytes, network.prefixLength);
}

/** The neighbourhood in which a viewer may move without notice: /24 for IPv4, /64 for IPv6, as a text. */
export function prefixOf(address: Address): string {
  if (address.family === 4) return `${address.bytes.slice(0, 3).join(".")}.0/${IPV4_PREFIX}`;
  const words: string[] = [];
  for (let index = 0; index < 8; index += 2) {
    words.push((((address.bytes[index] ?? 0) << 8) | (address.bytes[index + 1] ?? 0)).toString(16));
  }
  return `${words.join(":")}::/${IPV6_PREFIX}`;
}

function asAddress(family: 4 | 6, bytes: readonly number[] | undefined): Address | undefined {
  return bytes && { family, bytes };
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  // Leading zeros are read as octal by some resolvers: refuse what two programs may read in two ways.
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every(byte => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = withHexTail(text).split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "");
  const tail = parseGroups(halves[1] ?? "");
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  return missing < 2 ? undefined : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Writes an IPv4 address at the end as two groups (RFC 4291 section 2.2, form 3). */
function withHexTail(text: string): string {
  const colon = text.lastIndexOf(":");
  const bytes = parseIpv4(text.slice(colon + 1));
  if (!bytes) return text;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return `${text.slice(0, colon + 1)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function parseGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  if (groups.length > 8 || !groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.flatMap(group => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function isMapped(bytes: readonly number[]): boolean {
  return bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
}

function samePrefix(left: readonly number[], right: readonly number[], bits: number): boolean {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index += 1) if (left[index] !== right[index]) return false;
  const shift = 8 - (bits & 7);
  return shift === 8 || (left[whole] ?? 0) >> shift === (right[whole] ?? 0) >> shift;
}

function hasHostBits(address: Address, prefixLength: number): boolean {
  const zero = address.bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefixLength - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return zero.some((byte, index) => byte !== address.bytes[index]);
}
