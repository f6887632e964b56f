import { isPlainlyPrivateHost } from "../../../lib/network-address.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i;
/** A machine has a few addresses; containers' bridges make them many. */
const MOST_ADDRESSES = 4;

/** Where somebody else could reach what a configured host offers. */
export interface Places {
  /** As a URL has them, IPv6 in brackets. */
  readonly hosts: readonly string[];
  /** True when the configured host is this machine by its loopback address, which nobody else reaches. */
  readonly isLoopback: boolean;
}

/** True for names and addresses that mean this machine to itself alone. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * The configured host of a URL, or when that is the loopback address the addresses that this machine has for others: what
 * answers there, too, is not this machine's alone.
 */
export function reachablePlaces(url: string, ownAddresses: readonly string[]): Places {
  const { hostname } = new URL(url);
  if (!isLoopbackHost(hostname)) return { hosts: [hostname], isLoopback: false };
  const hosts = ownAddresses.slice(0, MOST_ADDRESSES).map(ip => (ip.includes(":") ? `[${ip}]` : ip));
  return { hosts, isLoopback: true };
}

/** True when the public URL has a name or an address that strangers can reach. */
export function isPublic(publicUrl: string | undefined): boolean {
  return publicUrl !== undefined && !isPlainlyPrivateHost(new URL(publicUrl).hostname);
}
