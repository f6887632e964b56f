import { describe, expect, test } from "vitest";
import { planCatif } from "./plan-catif.ts";
import { planRenewal } from "./plan-renewal.ts";
import { renderRenewal } from "./render-renewal.ts";

const cookie = { type: "cookie", expadd: 120 } as const;
const caps = { maxLifetimeSeconds: 3600, firstIssuedAtSeconds: 1_750_000_000 };
const at = (nowSeconds: number, expiresAtSeconds: number) => ({ nowSeconds, expiresAtSeconds });

describe("planRenewal", () => {
  test("the new end is now and expadd, within the last minute", () => {
    const plan = planRenewal(cookie, at(1_750_000_050, 1_750_000_100), caps);
    expect(plan).toEqual({ due: true, expiresAtSeconds: 1_750_000_170, carry: "cookie" });
  });

  test.each([
    ["before the last minute", cookie, at(1_750_000_000, 1_750_000_100), caps],
    ["after the end", cookie, at(1_750_000_100, 1_750_000_100), caps],
    ["beyond the lifetime", cookie, at(1_750_003_590, 1_750_003_600), caps],
    [
      "after the last renewal",
      cookie,
      at(1_750_000_050, 1_750_000_100),
      { ...caps, maxRenewals: 2, renewals: 2 },
    ],
    ["before a deadline in seconds", { ...cookie, deadline: 30 }, at(1_750_000_050, 1_750_000_100), caps],
    [
      "before a deadline as a time",
      { ...cookie, deadline: 1_750_000_080 },
      at(1_750_000_050, 1_750_000_100),
      caps,
    ],
    ["that would end sooner", { ...cookie, expadd: 10 }, at(1_750_000_050, 1_750_000_100), caps],
  ])("nothing is renewed %s", (_, catr, times, limits) => {
    expect(planRenewal(catr, times, limits)).toMatchObject({
      due: false,
      expiresAtSeconds: times.expiresAtSeconds,
    });
  });

  test("a chain never outlives its lifetime, however often it is renewed", () => {
    let end = 1_750_000_100;
    for (let now = 1_750_000_000; now < 1_750_010_000; now += 10) {
      const plan = planRenewal(cookie, at(now, end), caps);
      end = plan.expiresAtSeconds;
    }
    expect(end).toBe(1_750_003_600);
  });
});

describe("renderRenewal", () => {
  const rendered = (catr: object) =>
    renderRenewal({ ...cookie, ...catr }, "abc", {
      by: "header",
      redirectUrl: "https://cdn.example.com/?CAT=abc",
    });

  test("a cookie keeps the attributes that are known, and no line break", () => {
    const cookieParams = ["Secure", "path=/", "Evil=1", "path=/\r\nX: y", "path=/; Domain=x"];
    expect(rendered({ cookieName: "a\r\nb", cookieParams })?.headers).toEqual([
      ["Set-Cookie", "CTA-Common-Access-Token=abc; Secure; path=/"],
    ]);
  });

  test("a header keeps its name unless it is reserved", () => {
    expect(rendered({ type: "header", headerName: "X-PV-CDN-Access-Token" })?.headers).toEqual([
      ["X-PV-CDN-Access-Token", "abc"],
    ]);
    for (const headerName of [
      "Set-Cookie",
      "Trailer",
      "Refresh",
      "Access-Control-Allow-Origin",
      "Content-Type",
    ]) {
      const { headers } = rendered({ type: "header", headerName }) ?? {};
      expect(headers, headerName).toEqual([["cta-common-access-token", "abc"]]);
    }
  });

  test("a redirect has a status of redirects", () => {
    expect(rendered({ type: "redirect", statusCode: 307 })?.status).toBe(307);
    expect(rendered({ type: "redirect", statusCode: 200 })?.status).toBe(302);
  });

  test("automatic goes the way the token came", () => {
    expect(rendered({ type: "automatic" })?.headers).toEqual([["cta-common-access-token", "abc"]]);
  });
});

describe("planCatif", () => {
  const plan = (status: number, headers: Readonly<Record<string, string>>) =>
    planCatif([{ labels: [4], status, headers: new Map(Object.entries(headers)), kid: undefined }], 4, [
      "auth.example.com",
    ]);

  test("a redirect to a listed host is answered", () => {
    const headers = { Location: "https://auth.example.com/renew", "X-Other": "1" };
    expect(plan(302, headers)).toEqual({ status: 302, headers: [["Location", headers.Location]] });
  });

  test.each([
    ["another host", 302, "https://evil.example/"],
    ["a host behind a user name", 302, "https://auth.example.com@evil.example/"],
    ["a backslash", 302, "https://auth.example.com\\@evil.example/"],
    ["another scheme", 302, "javascript:alert(1)"],
    ["a relative reference", 302, "//evil.example/"],
    ["a line break", 302, "https://auth.example.com/\r\nSet-Cookie: a=b"],
    ["a status of success", 200, "https://auth.example.com/"],
    ["a status of servers", 500, "https://auth.example.com/"],
  ])("%s is not answered", (_, status, location) => {
    expect(plan(status, { Location: location })).toBeUndefined();
  });

  test("a claim that is not named has no answer", () => {
    expect(planCatif([], 4, [])).toBeUndefined();
  });
});
