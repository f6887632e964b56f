import { expect, test } from "vitest";
import { takePathTokens } from "./path-tokens.ts";
import { CATS, JWT } from "./testing/token-texts.ts";

const [CAT] = CATS;
const take = (path: string, isName: (segment: string) => boolean = () => false) => {
  const { segments, tokens } = takePathTokens(path.split("/"), isName);
  return [segments.join("/"), ...tokens.map(token => token.expose())];
};

test.each([CAT, JWT])("a first segment that is a signed token is taken out of the path", token => {
  expect(take(`${token}/demo/clip/index.m3u8`)).toEqual(["demo/clip/index.m3u8", token]);
});

test("an application's name is never a token, and neither is a path of one segment", () => {
  expect(take(`${CAT}/demo`, segment => segment === CAT)).toEqual([`${CAT}/demo`]);
  expect(take(CAT)).toEqual([CAT]);
});

test("any other first segment stays", () => {
  expect(take("demo/clip/index.m3u8")).toEqual(["demo/clip/index.m3u8"]);
  const long = "a-rather-long-application-name-that-is-no-token-at-all";
  expect(take(`${long}/clip`)).toEqual([`${long}/clip`]);
});

test("a path parameter with a signing package is taken out, wherever it stands", () => {
  expect(take(`demo/clip/index.m3u8;URISigningPackage=${JWT}`)).toEqual(["demo/clip/index.m3u8", JWT]);
  expect(take(`demo/clip;URISigningPackage=${JWT};v=1/index.m3u8`)).toEqual([
    "demo/clip;v=1/index.m3u8",
    JWT,
  ]);
  expect(take("demo/clip/index.m3u8;URISigningPackage=")).toEqual(["demo/clip/index.m3u8"]);
});
