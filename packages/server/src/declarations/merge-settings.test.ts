import { expect, test } from "vitest";
import { mergeSettings } from "./merge-settings.ts";

const settings = {
  kind: "vod",
  grace: { seconds: 1, repeats: 2 },
  origin: { url: "http://a", headers: { x: "1" } },
};

test("fields that are given change, the others stay, and maps are merged", () => {
  expect(mergeSettings(settings, { kind: "live", grace: { repeats: 3 }, aliases: ["a"] })).toEqual({
    ...settings,
    kind: "live",
    grace: { seconds: 1, repeats: 3 },
    aliases: ["a"],
  });
});

test("null takes a field back to its default, inside of maps as well", () => {
  expect(mergeSettings(settings, { grace: { seconds: null }, origin: null })).toEqual({
    kind: "vod",
    grace: { repeats: 2 },
  });
  expect(mergeSettings(settings, { grace: { seconds: null, repeats: null } })).not.toHaveProperty("grace");
});

test("an origin is replaced as a whole, so that its headers do not go to another address", () => {
  expect(mergeSettings(settings, { origin: { url: "http://b" } }).origin).toEqual({ url: "http://b" });
});
