import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChromium } from "./support/browser.ts";
import { type PageServer, startPageServer } from "./support/page-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import { playFor } from "./support/player-clock.ts";
import { openTab, type PagePlayer, startOnTestPage } from "./support/players/chromium.ts";
import { positionSeconds, startPlayerPage } from "./support/players/player-page.ts";
import { type RecordedServer, startRecordedServer } from "./support/recorded-server.ts";
import type { MintedToken } from "./support/sluice.ts";
import { sessionsOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
/** A holder may repeat its entry for so long: an equal browser on the same machine cannot be told from it. */
const GRACE_SECONDS = 10;
/**
 * A revocation lands within 1 s (e2e/revocation-crowd.e2e.ts), and a player notices with its next request, 3 s later at most.
 * On two cores with twenty players it takes a little longer to show; a player that noticed nothing would go on for the 8 s
 * that it has in hand.
 */
const STOP_MILLISECONDS = 6 * SECOND;

const streams = ["demo/clip", "demo/live"] as const;

describeWithPeers(["chromium"], "Pages in Chromium", () => {
  let recorded: RecordedServer;
  let site: PageServer;
  let browser: Browser;

  beforeAll(async () => {
    [recorded, site, browser] = await Promise.all([startRecordedServer(), startPageServer(), openChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([site.close(), recorded.stop()]);
  });

  const mint = (stream: string): Promise<MintedToken> =>
    recorded.server.mint({ target: { streams: [stream] } });

  test.concurrent("F5 goes on with the one session, and the link opens nowhere else", async () => {
    const token = await mint("demo/clip");
    const player = await startPlayerPage(browser, token.playback_url);
    const openedAt = performance.now();
    await playFor(player, 6);
    const [session] = await sessionsOf(recorded.server, token);
    const before = await positionSeconds(player.page);
    const reloadedAt = performance.now();
    await player.page.reload();
    // A new document begins a new clock.
    await playFor(player, 4);
    const after = await positionSeconds(player.page);
    expect(after).toBeGreaterThan(before);
    expect(after).toBeLessThan(before + (performance.now() - reloadedAt) / SECOND);
    expect(await sessionsOf(recorded.server, token)).toMatchObject([{ id: session?.id, status: "live" }]);

    await pause(Math.max(0, (GRACE_SECONDS + 2) * SECOND - (performance.now() - openedAt)));
    await expectRefusedElsewhere(token);
    await playFor(player, 10);
    expect(await sessionsOf(recorded.server, token)).toMatchObject([{ id: session?.id, status: "live" }]);
    await player.stop();
  });

  /** In another tab with nothing in common but the browser. */
  async function expectRefusedElsewhere(token: MintedToken): Promise<void> {
    const page = await openTab(browser);
    const answer = await page.goto(token.playback_url);
    expect(answer?.status()).toBe(403);
    const text = await refusalText(page);
    expect(text).toContain("This link was already used");
    const ref = answer?.headers()["sluice-ref"] ?? "none";
    expect(text).toContain(ref);
    const { status, body } = await recorded.server.api("GET", `/v1/decisions/${ref}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: false, reason: "token-already-used", token: token.id });
    expect(body.rules).toContainEqual(expect.objectContaining({ outcome: "fail" }));
    await page.context().close();
  }

  test.concurrent.each(streams)("no request names the token once the page of %s is there", async stream => {
    const token = await mint(stream);
    const player = await startPlayerPage(browser, `${token.playback_url}&autoplay=1`);
    expect(player.page.url()).toContain(`/${stream}?autoplay=1`);
    await playFor(player, 5);
    await player.page.reload();
    await playFor(player, 5);
    expect(player.page.url()).not.toContain(token.token);
    expect(await player.page.evaluate("location.href + document.referrer + document.cookie")).not.toContain(
      token.token,
    );
    const requests = recorded.proxy.requests.filter(({ agent }) => agent.includes("Chrome"));
    const naming = requests.filter(({ target, referer }) => `${target} ${referer}`.includes(token.token));
    const isDocument = { method: "GET", target: `/${stream}?token=${token.token}&autoplay=1`, referer: "" };
    expect(naming).toMatchObject([isDocument]);
    const underSession = requests.filter(({ target }) => target.includes(`/${stream}/v0/seg-`));
    expect(underSession.length).toBeGreaterThan(4);
    await player.stop();
  });

  test.concurrent.each(streams)(
    "a revocation stops hls.js on another site, with its reason (%s)",
    async stream => {
      const token = await mint(stream);
      const player = await startOnTestPage(browser, site.url, { engine: "hlsJs", url: token.urls.hls });
      await playFor(player, 6);
      await revoke(token, () =>
        player.page.getByText("token-revoked").waitFor({ timeout: STOP_MILLISECONDS }),
      );
      expect(await player.output()).toContain("Access was withdrawn");
      await standsStill(player);
      await player.stop();
    },
  );

  test.each(streams)("a revocation puts its reason on the player page (%s)", async stream => {
    const token = await mint(stream);
    const player = await startPlayerPage(browser, `${token.playback_url}&autoplay=1`);
    await playFor(player, 6);
    await revoke(token, () => player.page.locator(".deny").waitFor({ timeout: STOP_MILLISECONDS }));
    const text = await refusalText(player.page);
    expect(text).toContain("Access was withdrawn");
    expect(text).toContain("The link for this stream has been withdrawn.");
    const ref = /\b[0-9A-Z]{10}\b/.exec(text)?.[0];
    const { body } = await recorded.server.api("GET", `/v1/decisions/${ref}`);
    expect(body).toMatchObject({ allowed: false, reason: "token-revoked", token: token.id });
    await standsStill(player);
    await player.stop();
  });

  /** Revokes, and sees within the bound what `waitForStop` waits for. */
  async function revoke(token: MintedToken, waitForStop: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    expect((await recorded.server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
    await waitForStop();
    expect(performance.now() - startedAt).toBeLessThan(STOP_MILLISECONDS);
  }
});

async function standsStill(player: PagePlayer): Promise<void> {
  const before = await player.clockSeconds();
  await pause(SECOND);
  expect(await player.clockSeconds()).toBe(before);
}

async function refusalText(page: Page): Promise<string> {
  const screen = page.locator(".deny");
  await screen.waitFor();
  return screen.innerText();
}
