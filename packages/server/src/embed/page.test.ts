import { describe, expect, test } from "vitest";
import { type PageModel, renderPage } from "./page.ts";

const ready: PageModel = {
  stream: "demo/clip",
  title: "Demo clip",
  state: "ready",
  needsClick: true,
  autoplay: false,
  muted: false,
  scriptUrl: "/player.js",
  nonce: "n0nce",
};
const hostile = `</script><script>alert(1)</script>"'<img src=x>&\u2028`;
const refusal = {
  reason: "token-expired",
  title: "This link has expired",
  detail: "The time for which this link was valid is over.",
  ref: "K7M2Q9XH4T",
  status: 403,
};

/** The JSON that the player's script reads. */
function configOf(html: string): unknown {
  const [, json] = /<script type="application\/json" id="sluice-page">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json ?? "");
}

describe("a player page", () => {
  test("tells its script what to play and how to begin", () => {
    expect(
      configOf(renderPage({ ...ready, ticket: "t", formats: ["mp4"], playOrder: ["vod"], playRates: [] })),
    ).toEqual({
      stream: "demo/clip",
      title: "Demo clip",
      formats: ["mp4"],
      playOrder: ["vod"],
      needsClick: true,
      autoplay: false,
      muted: false,
      ticket: "t",
    });
  });

  test("that was refused tells the reason to the script, and to a browser without scripts", () => {
    const html = renderPage({ ...ready, state: "refused", refusal });
    expect(configOf(html)).toMatchObject({ refusal });
    expect(html).toContain('<p class="title">This link has expired</p>');
    expect(html).toContain("<code>K7M2Q9XH4T</code>");
  });

  test("that is ready says without scripts that it needs them", () => {
    expect(renderPage(ready)).toMatch(/<noscript>.*needs JavaScript.*<\/noscript>/);
  });

  test("brings no text alive, whatever a stream or a refusal is called", () => {
    const words = { reason: "x", title: hostile, detail: hostile, ref: hostile };
    const html = renderPage({ ...ready, stream: hostile, title: hostile, state: "refused", refusal: words });
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain("<img");
    expect(html).not.toContain("alert(1)</script>");
    expect(configOf(html)).toMatchObject({ title: hostile, refusal: { detail: hostile } });
  });

  test("runs nothing and styles nothing without the nonce", () => {
    const html = renderPage(ready);
    const executable = [...html.matchAll(/<(script|style)(?![^>]*application\/json)[^>]*>/g)].map(
      ([tag]) => tag,
    );
    expect(executable).toHaveLength(3);
    for (const tag of executable) expect(tag).toContain('nonce="n0nce"');
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  test("asks no other host for anything", () => {
    const html = renderPage(ready);
    const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link?.slice(0, 11));
    expect(links).toEqual(["data:image/", "/player.js"]);
    expect(html).not.toMatch(/url\(|@import/);
  });

  test("tells a chat what it is, in words alone", () => {
    const html = renderPage({ ...ready, title: hostile });
    expect(html).toContain('<meta property="og:title" content="&lt;/script&gt;');
    expect(renderPage({ ...ready, state: "refused", refusal })).toContain(
      '<meta name="description" content="This link has expired">',
    );
  });

  test("does not show a name that only the address has", () => {
    const html = renderPage({ ...ready, title: "demo/clip", stream: "demo/2e8cba53", showsStream: false });
    expect(html).not.toContain('class="stream"');
    expect(configOf(html)).toMatchObject({ stream: "demo/2e8cba53" });
  });

  test("whose title is the stream's name shows it once", () => {
    expect(renderPage({ ...ready, title: "demo/clip" })).not.toContain('class="stream"');
    expect(renderPage(ready)).toContain('<p class="stream">demo/clip</p>');
  });
});
