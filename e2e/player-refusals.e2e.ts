import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRetryable } from "../packages/player/src/retryable.ts";
import {
  type DenyReason,
  denyReasons,
  isRetryable as isRetryableByPolicy,
} from "../packages/policy/src/deny-reasons.ts";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const REF = "K7M2Q9XH4T";
const reasons = Object.keys(denyReasons) as DenyReason[];
const sizes = [
  { width: 320, height: 568 },
  { width: 1440, height: 900 },
];

describeWithPeers(["chromium"], "The screen of a refusal", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
    page = await browser.newPage();
    site.pages.set("/", playerPage(server.url, ""));
    await page.goto(site.url);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.close()]);
  });

  test.each(sizes)(
    "says every reason of the server in its words with a reference, at $width px",
    async size => {
      await page.setViewportSize(size);
      for (const reason of reasons) {
        const { status, title, detail } = denyReasons[reason];
        const shown = await page.evaluate(
          ([refusal]) => {
            const host = document.querySelector<HTMLElement>("#player");
            const call = Reflect.get(globalThis, "sluice");
            if (host === null || typeof call !== "function") return undefined;
            const controls = call(host, { stream: "demo/clip", refusal, memoryKey: "none" });
            const screen = host.shadowRoot?.querySelector(".deny");
            const frame = host.shadowRoot?.querySelector(".frame");
            const outcome = {
              alert: screen?.querySelector("[role=alert]")?.textContent,
              ref: screen?.querySelector("code")?.textContent,
              canRetry: screen?.querySelector(".retry") !== null,
              isCut:
                (frame?.scrollWidth ?? 1) > (frame?.clientWidth ?? 0) ||
                document.documentElement.scrollWidth > innerWidth,
            };
            controls.destroy();
            return outcome;
          },
          [{ reason, title, detail, ref: REF, status, retryAfterSeconds: undefined }] as const,
        );
        const canRetry = isRetryable({
          reason,
          title,
          detail,
          ref: REF,
          status,
          retryAfterSeconds: undefined,
        });
        expect(shown, reason).toEqual({ alert: `${title}${detail}`, ref: REF, canRetry, isCut: false });
      }
    },
  );

  test("offers another try wherever the server says that time may help", () => {
    for (const reason of reasons.filter(isRetryableByPolicy)) {
      const { status, title, detail } = denyReasons[reason];
      const refusal = { reason, title, detail, ref: REF, status, retryAfterSeconds: undefined };
      expect(isRetryable(refusal), reason).toBe(true);
    }
  });
});
