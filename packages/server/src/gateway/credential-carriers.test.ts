import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { CATS, JWT } from "../access/testing/token-texts.ts";
import { readCredential } from "./credential-carriers.ts";

const [CAT, OTHER_CAT, THIRD_CAT] = CATS;

function tokenOf(query: string, headers: Record<string, string> = {}): string {
  const credential = readCredential(query, headers);
  return credential.kind === "bearer" ? credential.token.expose() : credential.kind;
}

describe("the credential of a request", () => {
  test.each([
    ["token=a", {}],
    ["access_token=a", {}],
    ["jwt=a", {}],
    ["CAT=a", {}],
    ["URISigningPackage=a", {}],
    ["", { authorization: "DPoP a" }],
    ["", { cookie: "Common-Access-Token=a" }],
    ["", { cookie: "cta-common-access-token=a" }],
    ["", { cookie: "URISigningPackage=a" }],
    ["", { cookie: 'CTA-Common-Access-Token="a"' }],
    ["", { authorization: "Bearer a" }],
    ["", { authorization: "bearer  a " }],
    ["", { "cta-common-access-token": "a" }],
    ["", { cookie: "x=1; sluice_token=a" }],
    ["", { cookie: "CTA-Common-Access-Token=a" }],
  ])("is found in every carrier: %s %o", (query, headers) => {
    expect(tokenOf(query, headers)).toBe("a");
  });

  test("is a subscriber's id and code where there is no token, and a token beside them counts alone", () => {
    const query = "subscriberId=alice&subscriberCode=123456";
    expect(tokenOf(query)).toBe("totp:alice:123456");
    expect(tokenOf(`token=&${query}`)).toBe("totp:alice:123456");
    expect(tokenOf(`token=a&${query}`)).toBe("a");
    expect(tokenOf(query, { authorization: "Bearer a" })).toBe("a");
    expect(tokenOf(query, { cookie: "sluice_token=a" })).toBe("totp:alice:123456");
    expect(tokenOf("subscriberId=alice")).toBe("none");
  });

  test.each([
    ["", {}],
    ["token=", {}],
    ["Token=a", {}],
    ["cat=siamese", {}],
    ["", { authorization: "Bearer" }],
    ["", { authorization: "Basic a" }],
    ["", { cookie: "token=a" }],
  ])("is none where there is no token: %s %o", (query, headers) => {
    expect(tokenOf(query, headers)).toBe("none");
  });

  test.each([
    ["token=a&token=a", {}],
    ["token=a", { authorization: "Bearer a" }],
    ["", { authorization: "Bearer a, Bearer a" }],
    ["", { "cta-common-access-token": "a, a" }],
  ])("is one when the same one comes twice: %s %o", (query, headers) => {
    expect(tokenOf(query, headers)).toBe("a");
  });

  test.each([
    ["token=a&token=b", {}],
    ["token=a&jwt=b", {}],
    ["token=a", { authorization: "Bearer b" }],
    ["", { authorization: "Bearer a, Bearer b" }],
    ["", { "cta-common-access-token": "a, b" }],
  ])("is none to believe when two differ: %s %o", (query, headers) => {
    expect(tokenOf(query, headers)).toBe("conflict");
  });

  test("is the explicit one when a cookie differs", () => {
    expect(tokenOf("token=a", { cookie: "sluice_token=b" })).toBe("a");
  });

  test("is a CAT under the small name, too, and in the path", () => {
    expect(tokenOf(`cat=${CAT}`)).toBe(CAT);
    const inPath = readCredential("", {}, [new Secret(CAT)]);
    expect(inPath).toMatchObject({ kind: "bearer" });
  });

  test("is several when CATs come together, in the order of path, query, headers and cookies", () => {
    const headers = {
      "cta-common-access-token": `${OTHER_CAT}, ${CAT}`,
      cookie: `CTA-Common-Access-Token=${THIRD_CAT}`,
    };
    const credential = readCredential(`CAT=${CAT}`, headers);
    expect(credential.kind === "several" && credential.tokens.map(one => one.expose())).toEqual([
      CAT,
      OTHER_CAT,
      THIRD_CAT,
    ]);
  });

  test("is at most eight of them", () => {
    const real = [CAT, OTHER_CAT, THIRD_CAT, ...CATS.slice(3)];
    expect(real.length).toBeGreaterThanOrEqual(9);
    const six = readCredential("", { "cta-common-access-token": real.slice(0, 6).join(",") });
    expect(six).toMatchObject({ kind: "several" });
    expect(readCredential("", { "cta-common-access-token": real.slice(0, 8).join(",") }).kind).toBe(
      "several",
    );
    expect(readCredential("", { "cta-common-access-token": real.slice(0, 9).join(",") }).kind).toBe(
      "conflict",
    );
  });

  test("is none to believe when a CAT comes with another kind of token", () => {
    expect(tokenOf(`CAT=${CAT}&jwt=${JWT}`)).toBe("conflict");
    expect(tokenOf(`CAT=${CAT}`, { authorization: "Bearer a" })).toBe("conflict");
    expect(tokenOf(`jwt=${JWT}`, { cookie: `CTA-Common-Access-Token=${CAT}` })).toBe(JWT);
  });
});
