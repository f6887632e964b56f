import { expect, test } from "vitest";
import { ownClocks } from "./own-clocks.ts";

const url = "https://media.example/s/handle/live/cam/manifest.mpd";
const iso = "urn:mpeg:dash:utc:http-iso:2014";

test.each([
  ["/s/handle/live/cam/time", "https://media.example/s/handle/live/cam/time"],
  ["time", "https://media.example/s/handle/live/cam/time"],
  ["https://media.example/s/handle/t", "https://media.example/s/handle/t"],
  [" https://time.example/ time\n//time.example/x ", "https://media.example/s/handle/live/cam/time"],
])("of the addresses %j those of the own server may be asked", (value, own) => {
  expect(ownClocks([{ schemeIdUri: iso, value }], url)).toEqual([{ schemeIdUri: iso, value: own }]);
});

test.each([
  "https://time.example/",
  "//time.example/",
  "https://media.example.time.example/",
  "http://media.example/t",
  "",
])("a clock at %j is none", value => {
  expect(ownClocks([{ schemeIdUri: iso, value }], url)).toEqual([]);
});

test("a time that is told in the manifest itself asks nobody", () => {
  const told = { schemeIdUri: "urn:mpeg:dash:utc:direct:2014", value: "2026-11-21T15:00:00Z" };
  expect(
    ownClocks([{ schemeIdUri: "urn:mpeg:dash:utc:ntp:2014", value: "time.example" }, told], url),
  ).toEqual([told]);
});

test.each([undefined, null, "x", [null, 7, {}, { schemeIdUri: iso }]])("%j is no clock", clocks => {
  expect(ownClocks(clocks, url)).toEqual([]);
});
