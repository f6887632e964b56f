import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, startSite } from "./player/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const document = readFileSync(new URL("../docs/player.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/```html\n([\s\S]*?)```/g)].map(([, html = ""]) => html);
const watermark = /```json\n(\{ "annotations"[\s\S]*?)```/.exec(document)?.[1] ?? "";

describeWithPeers(["chromium"], "The examples of docs/player.md", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.close()]);
  });

  test("are there", () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  test.each(examples.map((html, index) => ({ index, html })))(
    "play: the one at place $index",
    async ({ html }) => {
      const [good, short] = await Promise.all([
        server.mint({ kind: "access" }),
        server.mint({ kind: "access", ttl_seconds: 8, disconnect_at_expiry: true }),
      ]);
      const filled = html
        .replaceAll("http://localhost:8080", server.url)
        .replaceAll("TOKEN", good.token)
        .replaceAll("SHORT", short.token);
      site.pages.set("/", `<!doctype html><title>A site</title>${filled}`);
      const page = await browser.newPage();
      page.setDefaultTimeout(20_000);
      const faults: string[] = [];
      page.on("pageerror", error => faults.push(error.message));
      await page.goto(site.url);
      const player = page.locator("[data-state]");
      await page.locator("[data-state=ready], [data-state=playing]").waitFor();
      if ((await player.getAttribute("data-state")) === "ready") await page.locator(".play").click();
      await page.locator("[data-state=playing]").waitFor();
      if (html.includes("SHORT")) await page.waitForTimeout(10_000);
      const video = page.locator("video");
      await expect
        .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
        .toBeGreaterThan(0.5);
      expect(await player.getAttribute("data-state")).toBe("playing");
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  test("of a watermark is one that the API takes and the player shows", async () => {
    const { token } = await server.mint({ kind: "access", user: "hari", ...JSON.parse(watermark) });
    const reply = await fetch(`${server.url}/s`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, stream: "demo/clip" }),
    });
    expect(await reply.json()).toMatchObject({
      now: expect.any(Number),
      annotations: [{ text: "hari · 127.0.0.1" }, { text: "hari {time}" }],
    });
  });
});
