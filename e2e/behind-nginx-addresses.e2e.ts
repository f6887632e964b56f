import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openFromPage } from "./behind-nginx/page-session.ts";
import { addressesOf, decidedAddress } from "./behind-nginx/seen-addresses.ts";
import { type Site, startSite } from "./behind-nginx/site.ts";
import { describeWithPeers } from "./support/peers.ts";
import { createViewer } from "./support/viewer.ts";

const PATH = "/streams/gate";
/** A viewer on another network than the proxy. */
const VIEWER = "127.9.0.1";

describeWithPeers(["nginx", "openssl"], "the address of a client behind nginx", () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite({ path: PATH });
  });
  afterAll(() => site.stop());

  /** What a client may write to be taken for another. */
  const forged = {
    "x-forwarded-for": "203.0.113.7, 127.0.0.1",
    "x-real-ip": "203.0.113.7",
    forwarded: 'for=203.0.113.7;by="127.0.0.1"',
    "client-ip": "203.0.113.7",
    "true-client-ip": "203.0.113.7",
    "cf-connecting-ip": "203.0.113.7",
  };

  test.each([
    ["nothing", {}],
    ["forged headers", forged],
    ["an address of the trusted proxy alone", { "x-forwarded-for": "127.0.0.1" }],
    ["two headers with forged addresses", { "x-forwarded-for": ["203.0.113.7", "127.0.0.1"] }],
    ["no address at all", { "x-forwarded-for": "unknown, , 127.0.0.1:99999" }],
  ])(
    "is the one that nginx saw, in sessions and decisions, when the client sends %s",
    async (_what, headers) => {
      const viewer = site.viewer(VIEWER);
      const token = await site.server.mint();
      expect((await viewer.ask(token.urls.hls, { headers })).status).toBe(200);
      expect(await addressesOf(site, token)).toEqual([VIEWER]);
      const refused = await viewer.ask(`${site.publicUrl}/demo/clip/index.m3u8?token=${token.token}`, {
        headers: { ...headers, "user-agent": "Another/1.0" },
      });
      expect(refused.reason).toBe("token-already-used");
      expect(await decidedAddress(site, refused)).toBe(VIEWER);
    },
  );

  test("is the one that nginx saw when a page opens the session", async () => {
    const token = await site.server.mint();
    const opened = await openFromPage(site, site.viewer(VIEWER), token.token, forged);
    expect(opened.status).toBe(201);
    expect(await addressesOf(site, token)).toEqual([VIEWER]);
  });

  test("decides about a token that is bound to addresses", async () => {
    const theirs = await site.server.mint({ kind: "access", ip: [`${VIEWER}/32`] });
    expect((await site.viewer(VIEWER).ask(theirs.urls.hls)).status).toBe(200);
    const claim = { headers: { "x-forwarded-for": VIEWER, "x-real-ip": VIEWER, forwarded: `for=${VIEWER}` } };
    const other = await site.viewer("127.9.0.2").ask(theirs.urls.hls, claim);
    expect({ status: other.status, reason: other.reason }).toEqual({ status: 403, reason: "ip-not-allowed" });
    const proxys = await site.server.mint({ kind: "access", ip: ["127.0.0.1/32"] });
    expect((await site.viewer(VIEWER).ask(proxys.urls.hls)).reason).toBe("ip-not-allowed");
  });

  test("is its own when it is no trusted proxy and comes directly, whatever it claims", async () => {
    const token = await site.server.mint();
    const direct = createViewer(site.server, { address: VIEWER });
    const path = `/demo/clip/index.m3u8?token=${token.token}`;
    expect((await direct.ask(path, { headers: forged })).status).toBe(200);
    expect(await addressesOf(site, token)).toEqual([VIEWER]);
  });

  test("is what a trusted proxy says, and only that", async () => {
    const token = await site.server.mint();
    const proxy = createViewer(site.server, { address: "127.0.0.1" });
    const path = `/demo/clip/index.m3u8?token=${token.token}`;
    const headers = { ...forged, "x-forwarded-for": "198.51.100.1, 203.0.113.9" };
    expect((await proxy.ask(path, { headers })).status).toBe(200);
    expect(await addressesOf(site, token)).toEqual(["203.0.113.9"]);
  });

  test("is the proxy's when the proxy is not trusted", async () => {
    const other = await startSite({ path: PATH, env: { SLUICE_TRUSTED_PROXIES: "10.0.0.0/8" } });
    onTestFinished(() => other.stop());
    const token = await other.server.mint();
    expect((await other.viewer(VIEWER).ask(token.urls.hls, { headers: forged })).status).toBe(200);
    expect(await addressesOf(other, token)).toEqual(["127.0.0.1"]);
  });
});
