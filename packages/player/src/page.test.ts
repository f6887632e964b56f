import { describe, expect, test } from "vitest";
import { type PageConfig, pageOptions, parsePageConfig } from "./page.ts";
import { playerRefusal } from "./player-refusals.ts";

describe("a page's JSON", () => {
  test("is read in full", () => {
    const text =
      '{"stream":"demo/clip","title":"Demo","format":"mp4","needsClick":false,"autoplay":true,"muted":true,"loop":true,"ticket":"t","formats":["hls","mp4","exe"],"playOrder":["vod","hls"],"playRates":[1,2,"x"],"tokenOrigins":["https://site.example"]}';
    expect(parsePageConfig(text)).toEqual({
      stream: "demo/clip",
      title: "Demo",
      format: "mp4",
      refusal: undefined,
      needsClick: false,
      autoplay: true,
      muted: true,
      loop: true,
      ticket: "t",
      formats: ["hls", "mp4"],
      playOrder: ["vod", "hls"],
      playRates: [1, 2],
      tokenOrigins: ["https://site.example"],
    });
  });

  test("asks for a click and plays nothing by itself unless it says otherwise", () => {
    expect(parsePageConfig('{"stream":"demo/clip"}')).toMatchObject({
      title: "demo/clip",
      format: undefined,
      needsClick: true,
      autoplay: false,
      muted: false,
    });
  });

  test("brings the page's refusal", () => {
    const text =
      '{"stream":"","refusal":{"reason":"stream-unknown","title":"No such stream","ref":"R","status":404}}';
    expect(parsePageConfig(text)?.refusal).toMatchObject({ reason: "stream-unknown", status: 404 });
  });

  test("that is no object starts nothing", () => {
    expect(parsePageConfig("7")).toBeUndefined();
    expect(parsePageConfig("{}")).toBeUndefined();
  });
});

describe("a page", () => {
  const page: PageConfig = {
    stream: "demo/clip",
    title: "Demo clip",
    format: "hls",
    refusal: undefined,
    needsClick: false,
    autoplay: false,
    muted: false,
    loop: false,
    ticket: undefined,
    formats: undefined,
    playOrder: undefined,
    playRates: undefined,
    tokenOrigins: undefined,
  };
  const refusal = playerRefusal("reply-unreadable", 401);

  test("that saw no token opens nothing without a click, unless its address says autoplay", () => {
    expect(pageOptions(page, "/demo/clip").needsClick).toBe(false);
    expect(pageOptions({ ...page, refusal }, "/demo/clip").needsClick).toBe(true);
    expect(pageOptions({ ...page, refusal, autoplay: true }, "/demo/clip").needsClick).toBe(false);
  });

  test("remembers by its address, and says when a click uses the link", () => {
    const options = pageOptions({ ...page, needsClick: true }, "/demo/alias");
    expect(options).toMatchObject({ memoryKey: "/demo/alias", hint: expect.stringContaining("press play") });
  });
});
