import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";

/** A page may wait so long for its viewer to press play. Seconds. */
const LIFETIME_SECONDS = 12 * 3600;
const MAC_LENGTH = 22;

/**
 * Proof that a page was requested from an embedding site. The site is known only when the page is requested;
 * the session is opened later, from the page itself.
 */
export interface PageTickets {
  issue(site: string, stream: string, nowSeconds: number): string;
  /** The site that the ticket was issued for; undefined when it is not ours, too old, or for another stream. */
  siteOf(ticket: string, stream: string, nowSeconds: number): string | undefined;
}

export function createPageTickets(keyBytes: Uint8Array): PageTickets {
  const key = createSecretKey(keyBytes);
  const mac = (site: string, stream: string, until: string): string =>
    createHmac("sha256", key).update(`${until}\n${site}\n${stream}`).digest("base64url").slice(0, MAC_LENGTH);
  return {
    issue(site, stream, nowSeconds) {
      const until = String(nowSeconds + LIFETIME_SECONDS);
      return `${until}.${mac(site, stream, until)}.${site}`;
    },
    siteOf(ticket, stream, nowSeconds) {
      const [until = "", seal = "", ...rest] = ticket.split(".");
      const site = rest.join(".");
      const expected = Buffer.from(mac(site, stream, until));
      const given = Buffer.from(seal);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Number(until) > nowSeconds ? site : undefined;
    },
  };
}
