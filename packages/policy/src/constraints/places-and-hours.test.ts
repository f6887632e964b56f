import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccessRequest } from "../access-request.ts";
import type { Constraint } from "../constraint.ts";
import { evaluate, evaluateManifest, evaluateStream } from "../evaluate.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z") / 1000;
const request: AccessRequest = {
  action: "play",
  stream: { organization: "demo", application: "demo", stream: "demo/clip", group: "demo/clip" },
  client: { ip: "203.0.113.7", userAgent: "VLC/3.0", site: "shop.example.com" },
  door: "gateway",
  nowSeconds: NOON,
};
const from = (country: string | undefined, asn?: number): AccessRequest => ({
  ...request,
  context: { ip: request.client.ip, nowSeconds: NOON, country, asn },
});
const reasonOf = (limit: Constraint, asked: AccessRequest): string => {
  const verdict = evaluateStream([limit], asked);
  return verdict.verdict === "deny" ? verdict.reason : "allow";
};

const de: Constraint = { kind: "countries", allow: ["DE", "AT"], deny: ["AT"] };
const telekom: Constraint = { kind: "asns", allow: [3320] };
const noon: Constraint = { kind: "hours", windows: [{ days: ["mon"], from: "12:00", to: "12:01" }] };
const germans: Constraint = {
  kind: "rules",
  rules: [
    { effect: "deny", agents: ["curl"] },
    { effect: "allow", countries: ["DE"], domains: ["*.example.com"] },
  ],
};

describe("places, hours and rules", () => {
  test.each<[string, Constraint, AccessRequest, string]>([
    ["a country on the list", de, from("DE"), "allow"],
    ["a country on no list", de, from("US"), "country-not-allowed"],
    ["a country on both lists", de, from("AT"), "country-not-allowed"],
    ["a country that nobody knows", de, from(undefined), "country-unknown"],
    ["a door that knows no places", de, request, "country-unknown"],
    ["a denied list and an unknown country", { kind: "countries", deny: ["US"] }, request, "country-unknown"],
    ["a network on the list", telekom, from(undefined, 3320), "allow"],
    ["a network that is not", telekom, from("DE", 1), "asn-not-allowed"],
    ["a denied network", { kind: "asns", deny: [3320] }, from("DE", 3320), "asn-not-allowed"],
    ["a network that nobody knows", telekom, from("DE"), "asn-unknown"],
    ["the last second of a window", noon, { ...request, nowSeconds: NOON + 59 }, "allow"],
    ["the second after it", noon, { ...request, nowSeconds: NOON + 60 }, "outside-hours"],
    ["no window at all", { kind: "hours", windows: [] }, request, "outside-hours"],
    ["what a rule allows", germans, from("DE"), "allow"],
    ["what no rule names", germans, from("US"), "rule-not-allowed"],
    ["no rule at all", { kind: "rules", rules: [] }, from("DE"), "rule-not-allowed"],
  ])("%s", (_, limit, asked, expected) => {
    expect(reasonOf(limit, asked)).toBe(expected);
    expect(evaluateManifest([limit], asked) ?? "allow").toBe(expected);
  });

  test("a rule that names sites lets nobody go on who did not begin there", () => {
    const noSite = { ...from("DE"), client: { ...request.client, site: undefined } };
    expect(evaluateManifest([germans], from("DE"))).toBeUndefined();
    expect(evaluateManifest([germans], noSite)).toBe("rule-not-allowed");
    expect(evaluateManifest([germans], { ...noSite, context: from("US").context })).toBe("rule-not-allowed");
  });

  test("explain themselves with their values", () => {
    const lines = evaluate([de, telekom, noon, germans], from("DE", 1)).rules.map(({ rule, detail }) => [
      rule,
      detail,
    ]);
    expect(lines).toEqual([
      ["countries", "DE is allowed (allow DE, AT; deny AT)"],
      ["asns", "AS1 is not allowed (allow AS3320)"],
      ["hours", "mon 12:00 is in mon 12:00 to 12:01 UTC"],
      ["rules", "rule 2 of 2 allows: countries DE; domains *.example.com"],
    ]);
    const refused = evaluate([germans], from("US")).rules[0]?.detail;
    expect(refused).toBe("none of 2 rules matches (seen: country US, site shop.example.com)");
  });

  test("allow no more at an entry than with the manifests that follow it", () => {
    const country = fc.constantFrom("DE", "AT", "US", undefined);
    const limit = fc.constantFrom(de, telekom, noon, germans);
    fc.assert(
      fc.property(country, fc.constantFrom(1, 3320, undefined), limit, (at, asn, one) => {
        const asked = from(at, asn);
        if (reasonOf(one, asked) === "allow") expect(evaluateManifest([one], asked)).toBeUndefined();
      }),
    );
  });
});

describe("downloads and renditions", () => {
  test("a whole file is no entry where downloads are not allowed; what a manifest names is", () => {
    const file = { ...request, isWholeFile: true };
    expect(reasonOf({ kind: "download", allowed: false }, file)).toBe("download-not-allowed");
    expect(reasonOf({ kind: "download", allowed: false }, request)).toBe("allow");
    expect(reasonOf({ kind: "download", allowed: true }, file)).toBe("allow");
  });

  test("a door that cannot leave renditions out lets nobody play under such a limit, and publishers pass", () => {
    const limit: Constraint = { kind: "renditions", maxHeight: 360 };
    for (const door of ["gateway", "page", "api"] as const) {
      expect(reasonOf(limit, { ...request, door })).toBe("allow");
    }
    for (const door of ["hook", "edge"] as const) {
      expect(reasonOf(limit, { ...request, door })).toBe("rendition-not-allowed");
      expect(reasonOf(limit, { ...request, door, action: "publish" })).toBe("allow");
    }
  });
});
