import type { IncomingHttpHeaders } from "node:http";
import { siteOf } from "@sluice/policy";
import type { PageTickets } from "./page-ticket.ts";

/** Where Sluice's own pages are. */
export interface PublicPlace {
  /** Scheme, host and port: `https://media.example`. */
  readonly origin: string;
  readonly host: string;
}

/** The place of a public address. */
export function publicPlace(base: string): PublicPlace {
  const { origin, hostname } = new URL(base);
  return { origin, host: hostname };
}

/**
 * The site that shows a page: by the Referer for what is asked for inside of another page, and our own host for a page
 * that is opened by itself. Undefined: the site around it does not say who it is.
 */
export function siteAroundPage(headers: IncomingHttpHeaders, place: PublicPlace): string | undefined {
  const destination = headers["sec-fetch-dest"];
  const isOnItsOwn = destination === undefined || destination === "document";
  return isOnItsOwn ? place.host : siteOf(headers.referer);
}

/** The exact origin of the page around a page of ours, which may hand it new tokens; undefined: there is none, or it is not said. */
export function originAroundPage({ referer, ...headers }: IncomingHttpHeaders): string | undefined {
  if (headers["sec-fetch-dest"] !== "iframe" || siteOf(referer) === undefined) return undefined;
  return URL.canParse(referer ?? "") ? new URL(referer ?? "").origin : undefined;
}

/** A page's ticket as it came back, and the stream that it is shown for. */
export interface ShownTicket {
  readonly ticket: string | undefined;
  readonly stream: string;
}

/**
 * The site around a player that asks for a session: by its Origin on other people's pages. A page of our own has the
 * site in its ticket, which no other page can use: browsers say of every POST where it comes from, of a frame without
 * an origin (`null`), too. Programs that say nothing are no browsers, and could say anything.
 */
export function siteAroundPlayer(
  { origin }: IncomingHttpHeaders,
  { ticket, stream }: ShownTicket,
  { place, tickets, nowSeconds }: { place: PublicPlace; tickets: PageTickets; nowSeconds: number },
): string | undefined {
  const isOurs = origin === undefined || origin === place.origin;
  if (!isOurs || ticket === undefined) return siteOf(origin);
  return tickets.siteOf(ticket, stream, nowSeconds);
}
