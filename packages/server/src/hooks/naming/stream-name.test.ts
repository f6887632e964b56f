import { expect, test } from "vitest";
import { readStreamName } from "./stream-name.ts";

const TOKEN = "st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZabcd".slice(0, 41);

test.each([
  ["cam1", undefined],
  [`cam1?token=${TOKEN}`, TOKEN],
  [`live/cam1,token=${TOKEN}`, TOKEN],
  [`#!::m=publish,r=live/cam1,s=${TOKEN}`, TOKEN],
  [`#!::r=live/cam1?token=${TOKEN},m=publish`, TOKEN],
  [`publish:live/cam1:anybody:${TOKEN}`, TOKEN],
])("%s names its stream alone, and its token if it has one", (typed, token) => {
  expect(readStreamName(typed)).toEqual({ stream: expect.stringMatching(/^(?:live\/)?cam1$/), token });
});

test("a comma in a query belongs to the query", () => {
  expect(readStreamName("cam1?x=1,2&token=T")).toEqual({ stream: "cam1", token: "T" });
});
