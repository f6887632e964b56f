import { expect, test } from "vitest";
import { resourceOf } from "./resource-of.ts";

const url = "https://video.example/s/handle/demo/live/whep";
const endpoint = { url, token: "st_sample" };

test("the token goes with what the endpoint has made on its own origin", () => {
  const made = { url: `${url}/1`, token: "st_sample" };
  expect(resourceOf(endpoint, "whep/1", url)).toEqual(made);
  expect(resourceOf(endpoint, `${url}/1`, url)).toEqual(made);
});

test.each([
  "https://elsewhere.example/1",
  "//elsewhere.example/1",
  "https://video.example:8443/1",
  "http://video.example/1",
])("no token goes to another origin: %s", location => {
  const made = resourceOf(endpoint, location, url);
  expect(made).toEqual({ url: new URL(location, url).href, token: undefined });
});

test("an endpoint that was redirected elsewhere is given no token there", () => {
  expect(resourceOf(endpoint, "/1", "https://elsewhere.example/whep")).toEqual({
    url: "https://elsewhere.example/1",
    token: undefined,
  });
});

test("without a location nothing was made", () => {
  expect(resourceOf(endpoint, null, url)).toBeUndefined();
});
