import { parseAddress, prefixOf } from "@sluice/token";

/** Whom a stranger is counted as: the IPv4 address itself, an IPv6 /64; `unknown` for what is no address. */
export function neighbourhoodOf(ip: string | undefined): string {
  const address = ip === undefined ? undefined : parseAddress(ip);
  if (!address) return "unknown";
  return address.family === 4 ? address.bytes.join(".") : prefixOf(address);
}
