import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { type WatchedPlayer, watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const STILL = {
  type: "static",
  text: "{user} · {ip} · {time}",
  x: 20,
  y: 20,
  opacity: "0.6",
  color: "#FFF",
  size: "16",
};
const MOVING = {
  type: "dynamic",
  text: "<b>moving</b>",
  opacity: "0.8",
  color: "#FF0000",
  size: 14,
  interval: 700,
  skip: 0,
};

describeWithPeers(["chromium"], "The watermark", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let player: WatchedPlayer;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1024, height: 640 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    player = watchPlayer(page);
    // Closed to pages; a test may look.
    await page.addInitScript(() => {
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init);
        if (init.mode === "closed") Object.assign(globalThis, { marks: root, layer: this });
        return root;
      };
    });
  });
  afterEach(() => context.close());

  async function open(annotations: readonly unknown[] = [STILL, MOVING], options = ""): Promise<void> {
    const { token } = await server.mint({ kind: "access", user: "hari@example.org", annotations });
    const script = `sluice("#player", { stream: "demo/clip", playback_token: "${token}", autoplay: true, muted: true, ${options} })`;
    site.pages.set("/", playerPage(server.url, script));
    await page.goto(site.url);
    await player.waitFor("playing");
    await player.playPast(0.5);
  }
  const texts = () => page.evaluate("[...marks.children].map(mark => mark.textContent)") as Promise<string[]>;
  /** Pauses within a moment, and plays on within another once `back` has run. */
  async function pausesUntil(back: () => Promise<unknown>): Promise<void> {
    await player.waitFor("covered");
    expect(await player.paused()).toBe(true);
    await page.getByRole("alert").getByText("The watermark of this video is hidden").waitFor();
    const stoppedAt = await player.position();
    await page.waitForTimeout(1_200);
    expect(await player.state()).toBe("covered");
    expect(await player.position()).toBe(stoppedAt);
    await back();
    await player.waitFor("playing");
    await player.playPast(stoppedAt + 0.3);
  }

  test("names the token's user, the address that the server saw, and the time, as text", async () => {
    await open();
    const [still, moving] = await texts();
    expect(still).toMatch(/^hari@example\.org · 127\.0\.0\.1 · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    expect(moving).toBe("<b>moving</b>");
    expect(await page.evaluate("marks.querySelectorAll('b').length")).toBe(0);
    await expect.poll(async () => (await texts())[0]).not.toBe(still);
  });

  test("looks as its token says, and the moving one moves", async () => {
    await open();
    const look = await page.evaluate(`(() => {
      const style = getComputedStyle(marks.children[0]);
      return [style.color, style.opacity, style.left, style.top];
    })()`);
    expect(look).toEqual(["rgb(255, 255, 255)", "0.6", "20px", "20px"]);
    const place = () =>
      page.evaluate(
        "marks.children[1].style.cssText.match(/left: [^;]*; top: [^;]*/)?.[0] ?? marks.children[1].style.left",
      );
    const first = await place();
    await expect.poll(place, { timeout: 5_000 }).not.toBe(first);
    await page.waitForTimeout(3_000);
    expect(await player.state()).toBe("playing");
  });

  test("is away between two showings and that hides nothing", async () => {
    await open([{ ...MOVING, interval: 500, skip: 600 }]);
    const seen = () => page.evaluate("getComputedStyle(marks.children[0]).visibility");
    await expect.poll(seen, { interval: 50 }).toBe("hidden");
    await expect.poll(seen, { interval: 50 }).toBe("visible");
    await page.waitForTimeout(2_000);
    expect(await player.state()).toBe("playing");
  });

  test("is not read out, and lets clicks through", async () => {
    await open([STILL]);
    expect(await page.evaluate("layer.getAttribute('aria-hidden')")).toBe("true");
    await page.mouse.click(60, 30);
    await expect.poll(player.paused).toBe(true);
    await page.mouse.click(60, 30);
    await expect.poll(player.paused).toBe(false);
  });

  test("of the page's own comes beside the token's", async () => {
    await open([STILL], 'annotations: [{ text: "my site" }]');
    expect((await texts())[1]).toBe("my site");
  });

  describe("that is taken away stops playing until it is back:", () => {
    test.each([
      ["removed from the page", "layer.remove()"],
      ["its letters removed", "marks.children[0].remove()"],
      ["its text changed", "marks.children[0].textContent = 'nobody'"],
      ["emptied", "marks.replaceChildren()"],
    ])("%s, it is put back", async (_, deed) => {
      await open([STILL]);
      await page.evaluate(
        "addEventListener('sluice-state', event => (globalThis.states ??= []).push(event.detail.state))",
      );
      await page.evaluate(deed);
      await expect.poll(() => page.evaluate("globalThis.states?.join()")).toBe("covered,playing");
      expect((await texts())[0]).toContain("hari@example.org");
    });

    const sheet = (css: string) => `(() => {
      const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)});
      globalThis.hiding = sheet; marks.adoptedStyleSheets = [sheet];
    })()`;
    const outer = (css: string) => `(() => {
      const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)});
      const root = document.querySelector("#player").shadowRoot;
      globalThis.hiding = sheet; root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    })()`;

    test("again and again, it stays stopped", async () => {
      await open([STILL]);
      await page.evaluate("globalThis.deed = setInterval(() => layer.remove(), 20)");
      await pausesUntil(() => page.evaluate("clearInterval(globalThis.deed)"));
    });

    test("an important style of the page changes nothing of it, for its own goes before", async () => {
      await open([STILL]);
      await page.evaluate(outer(".frame > div { opacity: 0 !important; display: none !important }"));
      await page.evaluate(sheet("* { display: none !important }"));
      await page.waitForTimeout(1_500);
      expect(await player.state()).toBe("playing");
      expect(await page.evaluate("getComputedStyle(marks.children[0]).display")).toBe("block");
    });

    test("an animation changes nothing of it either", async () => {
      await open([STILL]);
      await page.evaluate(`void layer.animate([{ opacity: 0 }, { opacity: 0 }], { duration: 1e9 })`);
      await page.evaluate(
        `void marks.children[0].animate([{ translate: '-9999px' }, { translate: '-9999px' }], { duration: 1e9 })`,
      );
      await page.waitForTimeout(1_500);
      expect(await page.evaluate("getComputedStyle(layer).opacity")).toBe("1");
      expect(await page.evaluate("marks.children[0].getBoundingClientRect().left")).toBeGreaterThanOrEqual(0);
      expect(await player.state()).toBe("playing");
    });

    test.each([
      ["not displayed", "layer", "display", "none"],
      ["faded", "layer", "opacity", "0"],
      ["invisible", "marks.children[0]", "visibility", "hidden"],
      ["moved off", "marks.children[0]", "translate", "-4000px 0"],
      ["clipped", "layer", "clip-path", "inset(50%)"],
      ["blurred", "marks.children[0]", "filter", "blur(30px)"],
      ["made colourless", "marks.children[0]", "color", "transparent"],
      ["made tiny", "marks.children[0]", "font-size", "3px"],
    ])("%s, again and again", async (_, on, property, value) => {
      await open([STILL]);
      await page.evaluate(
        `globalThis.deed = setInterval(() => ${on}.style.setProperty("${property}", "${value}", "important"), 20)`,
      );
      await pausesUntil(() => page.evaluate("clearInterval(globalThis.deed)"));
    });

    test("covered by something of the page", async () => {
      await open([STILL]);
      await page.evaluate(`(() => {
        const cover = document.createElement("div");
        cover.style.cssText = "position: fixed; z-index: 99; left: 0; top: 0; width: 60vw; height: 80px; background: #333";
        globalThis.cover = cover; document.body.append(cover);
      })()`);
      await pausesUntil(() => page.evaluate("globalThis.cover.remove()"));
    });

    test.each([
      ["by the picture itself", "position: relative; z-index: 9"],
      ["by a picture that lets the mouse through", "position: relative; z-index: 9; pointer-events: none"],
    ])("covered %s", async (_, css) => {
      await open([STILL]);
      const video = "document.querySelector('#player').shadowRoot.querySelector('video')";
      await page.evaluate(`${video}.style.cssText = "${css}"`);
      await pausesUntil(() => page.evaluate(`${video}.style.cssText = ""`));
    });

    test("covered by something that is put inside of the player", async () => {
      await open([STILL]);
      await page.evaluate(`(() => {
        const cover = document.createElement("div");
        cover.style.cssText = "position: absolute; z-index: 99; left: 0; top: 0; width: 60%; height: 80px; background: #333";
        globalThis.cover = cover; layer.parentNode.append(cover);
      })()`);
      await pausesUntil(() => page.evaluate("globalThis.cover.remove()"));
    });

    test("a script that plays on is stopped again", async () => {
      await open([STILL]);
      await page.evaluate("globalThis.deed = setInterval(() => layer.remove(), 20)");
      await player.waitFor("covered");
      await page.locator("video").evaluate((video: HTMLVideoElement) => void video.play().catch(() => {}));
      await page.waitForTimeout(500);
      expect(await player.paused()).toBe(true);
      expect(await player.state()).toBe("covered");
    });
  });

  test("a page that covers the whole player, or scrolls it away, is no hiding of it", async () => {
    await open([STILL]);
    await page.evaluate(
      `document.body.insertAdjacentHTML("beforeend", '<div id="dialog" style="position:fixed;inset:0;background:#fffc"></div><p style="height:3000px"></p>')`,
    );
    await page.waitForTimeout(1_500);
    expect(await player.state()).toBe("playing");
    await page.evaluate("document.querySelector('#dialog').remove(); scrollTo(0, 2000)");
    await page.waitForTimeout(1_500);
    expect(await player.state()).toBe("playing");
  });

  test("goes full screen with the video, and a bare video is brought back", async () => {
    await open([STILL]);
    await page.locator("#player").hover();
    await page.getByRole("button", { name: "Full screen" }).click();
    await page.waitForFunction(() => document.fullscreenElement !== null);
    expect(await player.inside(root => root.fullscreenElement?.className)).toContain("frame");
    expect(await page.evaluate("layer.parentNode.className")).toContain("frame");
    await page.waitForTimeout(1_000);
    expect(await player.state()).toBe("playing");
    await page.getByRole("button", { name: "Leave full screen" }).click();
    await page.waitForFunction(() => document.fullscreenElement === null);

    await page.locator("video").evaluate((video: HTMLVideoElement) => {
      video.addEventListener("pause", () => Object.assign(globalThis, { hasPaused: true }), { once: true });
      return video.requestFullscreen();
    });
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page.waitForFunction("globalThis.hasPaused");
    await player.waitFor("playing");
    expect(
      await page.locator("video").evaluate((video: HTMLVideoElement) => video.disablePictureInPicture),
    ).toBe(true);
  });
});
