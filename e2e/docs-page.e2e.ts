import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChromium } from "./support/browser.ts";
import { freePort } from "./support/free-port.ts";
import { describeWithPeers } from "./support/peers.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

/** Set it to keep the pictures for people to look at. */
const kept = process.env.SLUICE_SCREENSHOTS;
const PREFIX = "/media";

const looks = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1440, height: 900 },
].flatMap(size => (["light", "dark"] as const).map(scheme => ({ ...size, scheme })));

describeWithPeers(["chromium", "fonts"], "The documentation page", () => {
  let server: TestServer;
  let browser: Browser;
  const folder = kept ?? mkdtempSync(join(tmpdir(), "sluice-docs-page-"));

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const env = {
      SLUICE_PUBLIC_URL: `https://films.example.com${PREFIX}`,
      SLUICE_ADMIN_LISTEN: "127.0.0.1:0",
    };
    const port = await freePort();
    [server, browser] = await Promise.all([startSluice({ port, env }), openChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    if (kept === undefined) rmSync(folder, { recursive: true });
  });

  test.each(looks)("reads and tries on a $name ($scheme), and asks no other host", async look => {
    const { width, height, scheme } = look;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    const page = await context.newPage();
    const { asked, complaints } = watch(page);
    const shoot = async (state: string): Promise<void> => {
      expect(await page.evaluate("document.documentElement.scrollWidth"), state).toBeLessThanOrEqual(width);
      await page.screenshot({ path: join(folder, `docs-${state}-${look.name}-${scheme}.png`) });
    };

    const here = `${server.apiUrl}${PREFIX}/`;
    await page.goto(`${here}docs`);
    await page.locator(".opblock").first().waitFor();
    await shoot("closed");
    await page.locator("#operations-tokens-createToken .opblock-summary-control").click();
    await page.locator("#operations-tokens-createToken .model-box").first().waitFor();
    await shoot("open");

    await authorise(page);
    await page.locator("#operations-tokens-createToken .try-out__btn").click();
    const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
    await page.locator("#operations-tokens-createToken textarea").fill(JSON.stringify(grant));
    await page.locator("#operations-tokens-createToken .execute").click();
    const answer = page.locator("#operations-tokens-createToken .live-responses-table");
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(
      /201[\s\S]*"playback_url": "https:\/\/films\.example\.com\/media\//,
    );
    await shoot("tried");

    expect(await page.locator("body").innerText()).not.toContain(ADMIN_KEY);
    expect(await page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")).toBe(
      '[{},{},""]',
    );
    expect([...asked].filter(url => !url.startsWith(here))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("is not on the public listener where the API has one of its own", async () => {
    const answer = await fetch(`${server.url}${PREFIX}/docs`);
    expect(answer.status).toBe(404);
  });
});

/** What a page asks for, and whatever its console says: a policy that is broken is said there. */
function watch(page: Page): { readonly asked: ReadonlySet<string>; readonly complaints: readonly string[] } {
  const asked = new Set<string>();
  const complaints: string[] = [];
  page.on("request", request => {
    if (!request.url().startsWith("data:")) asked.add(request.url());
  });
  page.on("console", message => complaints.push(message.text()));
  page.on("pageerror", error => complaints.push(String(error)));
  return { asked, complaints };
}

async function authorise(page: Page): Promise<void> {
  await page.locator(".scheme-container .btn.authorize").click();
  await page.locator(".modal-ux input").fill(ADMIN_KEY);
  await page.locator(".modal-ux .btn.authorize").click();
  await page.locator(".modal-ux .btn-done").click();
}
