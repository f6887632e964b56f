import { describe, expect, test } from "vitest";
import { createPublicUrls } from "../../../lib/public-urls.ts";
import { type EmbedForm, embedForms } from "./embed-form.ts";

const urls = createPublicUrls("https://media.example/base/");
const names = Object.keys(embedForms) as readonly EmbedForm[];

describe.each(names)("the form %s", form => {
  test("names the server by its public address, the stream and the token", () => {
    const html = embedForms[form]({ urls, stream: "vod/clip", token: "TEXT" });
    expect(html).toContain("https://media.example/base/");
    expect(html).toContain("vod/clip");
    expect(html).toContain("TEXT");
  });

  test("without a token has no word of one", () => {
    expect(embedForms[form]({ urls, stream: "vod/clip", token: undefined })).not.toMatch(/token/i);
  });

  test("lets no name out of its place", () => {
    const hostile = `"'></script><img src=x onerror=alert(1)>&\u2028`;
    const html = embedForms[form]({ urls, stream: hostile, token: hostile });
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script/g) ?? []).toHaveLength(html.match(/<script/g)?.length ?? 0);
    // A line separator ends a text in old JavaScript; in an attribute it is a letter like others.
    for (const [script] of html.matchAll(/<script[^>]*>[^<]*/g)) expect(script).not.toContain("\u2028");
  });
});
