import { labelProfiles } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { laterClaimsOf } from "./later-claims.ts";

const labels = labelProfiles.get("akamai-2024");
const readings = labels && { labels };
const names = (claims: readonly { readonly name: string }[] | undefined) => claims?.map(({ name }) => name);

describe("what is judged after the entry", () => {
  test("is what speaks of URLs and of places, and nothing else", () => {
    const { ofUrl, ofManifest } = laterClaimsOf(
      [
        ["exp", 1_800_000_000],
        ["catu", { path: { prefix: "/a/" } }],
        ["catm", ["GET"]],
        ["catnip", ["203.0.113.0/24"]],
        ["catgeoiso3166", ["SE"]],
      ],
      undefined,
    );
    expect([names(ofUrl), names(ofManifest)]).toEqual([["catu"], ["catnip", "catgeoiso3166"]]);
    expect(ofManifest?.every(({ checkedAt }) => checkedAt === "manifest")).toBe(true);
  });

  test("is a composition where one of its sets does, by URLs first", () => {
    const both = laterClaimsOf(
      [["or", [{ catu: { path: { prefix: "/a/" } } }, { catnip: ["203.0.113.0/24"] }]]],
      readings,
    );
    expect([names(both.ofUrl), names(both.ofManifest)]).toEqual([["or"], []]);
    const places = laterClaimsOf([["or", [{ catgeoiso3166: ["SE"] }, { catm: ["HEAD"] }]]], readings);
    expect([names(places.ofUrl), names(places.ofManifest)]).toEqual([[], ["or"]]);
    const [or] = places.ofManifest ?? [];
    expect(or?.judge({ nowSeconds: 1, country: "SE", method: "GET" }).outcome).toBe("pass");
    expect(or?.judge({ nowSeconds: 1, country: "NO", method: "GET" }).outcome).toBe("fail");
    expect(names(laterClaimsOf([["or", [{ catm: ["GET"] }]]], readings).ofUrl)).toEqual([]);
  });

  test("lets nothing pass when it cannot be read any more", () => {
    expect(laterClaimsOf([["catu", "nonsense"]], undefined)).toMatchObject({
      ofUrl: undefined,
      ofManifest: [],
    });
    const withoutLabels = laterClaimsOf([["or", [{ catnip: ["203.0.113.0/24"] }]]], undefined);
    expect(withoutLabels).toMatchObject({ ofUrl: [], ofManifest: undefined });
  });
});
