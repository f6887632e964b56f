import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { createAddressList } from "../lib/address-list.ts";

/** Tells the address of a client, believing forwarding headers only from configured proxies. */
export type ClientAddress = (request: IncomingMessage) => string | undefined;

/** True for a request that a configured proxy has passed on. */
export type TrustsPeer = (request: IncomingMessage) => boolean;

/** `trustedProxies`: CIDR networks or addresses. */
export function createTrustsPeer(trustedProxies: readonly string[]): TrustsPeer {
  const isTrusted = createAddressList(trustedProxies);
  return request => {
    const peer = peerAddress(request.socket.remoteAddress);
    return peer !== undefined && isTrusted(peer);
  };
}

/**
 * `trustedProxies`: CIDR networks or addresses. From those alone `X-Forwarded-For` is read, from right to left,
 * up to the first address that is not itself a trusted proxy; everything further left was written by a stranger.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const isTrusted = createAddressList(trustedProxies);
  return request => {
    const peer = peerAddress(request.socket.remoteAddress);
    if (peer === undefined || !isTrusted(peer)) return peer;
    const header = request.headers["x-forwarded-for"];
    const hops = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",");
    for (const hop of hops.reverse()) {
      const ip = plainAddress(hop.trim());
      // A hop that is no address was not written by a proxy of ours: the nearest known address stands.
      if (ip === undefined) break;
      if (!isTrusted(ip)) return ip;
    }
    return peer;
  };
}

/** Peers seen lately: a connection asks for hundreds of segments. */
const PEER_MEMORY = 1_000;
const peers = new Map<string, string | undefined>();

function peerAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const known = peers.get(text);
  if (known !== undefined) return known;
  const address = plainAddress(text);
  if (peers.size >= PEER_MEMORY) peers.clear();
  peers.set(text, address);
  return address;
}

/** An address without IPv4 mapping, zone, port or brackets; undefined when it is none. */
export function plainAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  const ip = (bare.split("%", 1)[0] ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(ip) === 0 ? undefined : ip;
}
