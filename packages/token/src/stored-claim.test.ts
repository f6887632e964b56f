import { expect, test } from "vitest";
import { claimFromStored } from "./stored-claim.ts";

const context = { nowSeconds: 1, url: "https://a.example/live/x.ts", ip: "203.0.113.7", country: "SE" };
const judge = (name: string, json: Parameters<typeof claimFromStored>[1], readings = {}) =>
  claimFromStored(name, json, readings)?.judge(context).outcome;

test("a claim that was kept as JSON judges as it did in its token", () => {
  expect(judge("catu", { path: { prefix: "/live/" } })).toBe("pass");
  expect(judge("catu", { path: { prefix: "/vod/" } })).toBe("fail");
  expect(judge("catgeoiso3166", ["SE"])).toBe("pass");
  expect(judge("catnip", ["198.51.100.0/24"])).toBe("fail");
  expect(judge("cdniuc", "regex:/live/")).toBe("pass");
  expect(judge("cdniip", "198.51.100.0/24")).toBe("fail");
});

test("the readings of its key count again", () => {
  expect(judge("catu", { extension: { exact: "ts" } })).toBe("fail");
  expect(judge("catu", { extension: { exact: "ts" } }, { dotlessExtension: true })).toBe("pass");
});

test("what cannot be read is no claim", () => {
  expect(claimFromStored("catu", "nonsense")).toBeUndefined();
  expect(claimFromStored("unheard-of", 1)).toBeUndefined();
  expect(claimFromStored("cdniuc", 7)).toBeUndefined();
});
