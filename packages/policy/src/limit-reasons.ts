import type { DenyText } from "./deny-text.ts";

/** The reasons of limits beside those of times, places and sites: part of the table in deny-reasons.ts. */
export const limitReasons = {
  "quota-spent": {
    status: 403,
    title: "Everything is used up",
    detail: "As much was watched as this link or this stream allows.",
    advice:
      "max_watch_minutes or max_bytes of the token, of one above it, or of the stream is reached. Raise it (PATCH), or make a new token.",
  },
  "session-evicted": {
    status: 403,
    title: "Playback continues on another device",
    detail:
      "Another device began to play, and this one made room for it. Wait half a minute to take it back.",
    advice:
      "max_sessions was reached and its when_full gives the place to whoever comes last. Who made room evicts nobody for 30 seconds.",
  },
  "country-not-allowed": {
    status: 403,
    title: "Not available in your country",
    detail: "This stream is not shown where you are.",
    advice:
      "The country of the client's address is not among those that are allowed, or is denied: by countries, or by a token's catgeoiso3166.",
  },
  "country-unknown": {
    status: 403,
    title: "Not available where you are",
    detail: "This stream is shown in certain countries only, and yours could not be told.",
    advice: "Countries are limited, and there is no country for the client's address.",
  },
  "asn-not-allowed": {
    status: 403,
    title: "Not allowed from this network",
    detail: "This stream is not shown in your provider's network.",
    advice: "The ASN of the client's address is not among those that are allowed, or is denied.",
  },
  "asn-unknown": {
    status: 403,
    title: "Not allowed from this network",
    detail: "This stream is shown in certain networks only, and yours could not be told.",
    advice: "ASNs are limited, and there is no ASN for the client's address.",
  },
  "rule-not-allowed": {
    status: 403,
    title: "Not allowed here",
    detail: "This stream is not shown to you here.",
    advice:
      "The first of the limit's rules that matches denies, or none of them matches: see the explanation.",
  },
  "outside-hours": {
    status: 403,
    title: "Closed at this time",
    detail: "This stream is shown at certain hours. Try again then.",
    advice: "None of the limit's hours is open now; without a time_zone they are meant in UTC.",
  },
  "bind-not-allowed": {
    status: 403,
    title: "Playing somewhere else",
    detail: "This link belongs to another device or network.",
    advice:
      "The token, one above it, or the stream is bound (limit bind) to what its first client was, and all of its rebinds are used. Raise rebinds, or make a new token.",
  },
  "rendition-not-allowed": {
    status: 403,
    title: "Not in this quality",
    detail: "This link does not open this quality.",
    advice:
      "max_height or renditions leaves this rendition out, all of them, or what states no height; or the door is a media server or web server, which gives out all renditions.",
  },
  "download-not-allowed": {
    status: 403,
    title: "Not for download",
    detail: "This stream can be watched, not downloaded.",
    advice: "The limit download is false, and a whole file was asked for.",
  },
} as const satisfies Record<string, DenyText>;
