import { describe, expect, test } from "vitest";
import { originAroundPage, publicPlace, siteAroundPage, siteAroundPlayer } from "./embedding-site.ts";
import { createPageTickets } from "./page-ticket.ts";

const place = publicPlace("https://media.example:8443/sluice");
const tickets = createPageTickets(new Uint8Array(32).fill(7));
const NOW = 1_800_000_000;
const stream = "demo/clip";
const ticket = tickets.issue("shop.example", stream, NOW);

const around = (origin: string | undefined, shown = { ticket: ticket as string | undefined, stream }) =>
  siteAroundPlayer({ origin }, shown, { place, tickets, nowSeconds: NOW + 60 });

describe("the site around a page", () => {
  test.each([
    [{ "sec-fetch-dest": "document", referer: "https://shop.example/x" }, "media.example"],
    [{ "sec-fetch-dest": "iframe", referer: "https://shop.example/x" }, "shop.example"],
    [{ "sec-fetch-dest": "embed", referer: "https://shop.example/x" }, "shop.example"],
    [{ "sec-fetch-dest": "iframe" }, undefined],
    [{}, "media.example"],
  ])("%j: %s", (headers, site) => {
    expect(siteAroundPage(headers, place)).toBe(site);
  });
});

test.each([
  [{ "sec-fetch-dest": "iframe", referer: "https://shop.example:444/x" }, "https://shop.example:444"],
  [{ "sec-fetch-dest": "iframe", referer: "javascript:x" }, undefined],
  [{ "sec-fetch-dest": "iframe" }, undefined],
  [{ "sec-fetch-dest": "document", referer: "https://shop.example/x" }, undefined],
])("who may hand a page new tokens is the page around it: %j", (headers, origin) => {
  expect(originAroundPage(headers)).toBe(origin);
});

describe("the site around a player", () => {
  test("is that of the ticket on a page of ours", () => {
    expect(around("https://media.example:8443")).toBe("shop.example");
  });

  test.each([
    ["https://evil.example", "evil.example"],
    ["https://media.example", "media.example"],
    ["http://media.example:8443", "media.example"],
    ["null", undefined],
  ])("is its own for a page of %s, whatever ticket it shows", (origin, site) => {
    expect(around(origin)).toBe(site);
  });

  test("is unknown with a ticket of another stream, one that is too old, and one that was changed", () => {
    const ours = "https://media.example:8443";
    expect(around(ours, { ticket, stream: "demo/other" })).toBeUndefined();
    expect(
      around(ours, { ticket: tickets.issue("shop.example", stream, NOW - 13 * 3600), stream }),
    ).toBeUndefined();
    expect(around(ours, { ticket: ticket.replace("shop.example", "evil.example"), stream })).toBeUndefined();
  });

  test("is our own host on a page of ours without a ticket", () => {
    expect(around("https://media.example:8443", { ticket: undefined, stream })).toBe("media.example");
  });
});
