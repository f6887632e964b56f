import { isIPv4, isIPv6 } from "node:net";

/**
 * An address in the one form in which sockets tell it (RFC 5952; an IPv4-mapped one as IPv4, no zone). Undefined for
 * what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const bare = text.split("%", 1)[0] ?? "";
  if (!isIPv6(bare)) return undefined;
  const written = URL.parse(`http://[${bare}]`)?.hostname.slice(1, -1);
  return written === undefined ? undefined : unmapped(written);
}

/** `::ffff:c000:201` is how the URL standard writes `::ffff:192.0.2.1`. */
function unmapped(address: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const words = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return words.flatMap(word => [word >> 8, word & 255]).join(".");
}
