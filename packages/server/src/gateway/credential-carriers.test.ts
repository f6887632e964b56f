import { describe, expect, test } from "vitest";
import { queryWithoutCredentials, readCredential } from "./credential-carriers.ts";

const token = `st_0123456789aB${"ZyXwVuTsRqPoNmLkJiHgFeDcBa"}`;

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
    ["", { authorization: "Bearer a" }],
    ["", { authorization: "bearer  a " }],
    ["", { "cta-common-access-token": "a" }],
    ["", { cookie: "x=1; sluice_token=a" }],
    ["", { cookie: "CTA-Common-Access-Token=a" }],
  ])("is found in every carrier: %s %o", (query, headers) => {
    expect(tokenOf(query, headers)).toBe("a");
  });

  test.each([
    ["", {}],
    ["token=", {}],
    ["Token=a", {}],
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
});

describe("the query for the origin", () => {
  test("keeps what players ask by, as it was written", () => {
    expect(queryWithoutCredentials("_HLS_msn=5&_HLS_part=0&x=%20y")).toBe("_HLS_msn=5&_HLS_part=0&x=%20y");
  });

  test.each([
    `token=${token}`,
    `%74oken=anything`,
    `Token=${token}`,
    `t=${token}`,
    token,
    `${token}=1`,
    `u=${encodeURIComponent(`https://a/?token=${token}`)}`,
    `u=${encodeURIComponent(encodeURIComponent(`x/${token.replace("st_", "%73t_")}`))}`,
    `x=%73%74_${token.slice(3)}`,
  ])("has no credential, whatever its name: %s", query => {
    expect(queryWithoutCredentials(`a=1&${query}`)).toBe("a=1");
  });
});
