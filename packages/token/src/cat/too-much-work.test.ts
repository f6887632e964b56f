import { expect, test } from "vitest";
import { readUriContainer } from "../jwt/uri-signing/uri-container.ts";
import type { RequestContext } from "../request-context.ts";
import type { Json } from "./claim.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claimsFromJson, parseClaims } from "./claims.ts";
import type { CatReadings } from "./readings.ts";

const readings: CatReadings = { labels: { or: 41, nor: 42, and: 43, enc: 44, crit: 45 } };
const LARGE = "(([ab]?){255}([ab]?){255})+c$";
const long = `/${"ab".repeat(5_000)}`;
const context: RequestContext = {
  nowSeconds: 1_750_000_000,
  url: `https://a.example${long}`,
  header: () => long,
};
const short: RequestContext = { ...context, url: "https://a.example/abc", header: () => "abc" };

/** `allow`, or the reason. */
function decide(json: Json, request: RequestContext): string {
  const map = claimsFromJson(json, readings);
  const claims = isClaimProblem(map) ? map : parseClaims(map, readings);
  if (isClaimProblem(claims)) return claims.reason;
  for (const claim of claims) {
    const finding = claim.judge(request);
    if (finding.outcome === "fail") return finding.reason;
  }
  return "allow";
}

const limits: readonly (readonly [string, Json])[] = [
  ["catu", { catu: { path: { regex: [LARGE] } } }],
  ["catu with groups", { catu: { path: { regex: [LARGE, null] } } }],
  ["catu with an extension that is right", { catu: { extension: { exact: "" }, path: { regex: [LARGE] } } }],
  ["cath", { cath: { "x-path": { regex: [LARGE] } } }],
];

test.each(limits)(
  "%s: an expression that takes too much work is no match, no denial, and inside nor no acceptance",
  (_, json) => {
    expect(decide(json, short)).toBe("allow");
    expect(decide({ nor: [json] }, short)).toBe("composition-not-met");
    expect(decide(json, context)).toBe("context-missing");
    expect(decide({ nor: [json] }, context)).toBe("context-missing");
    expect(decide({ or: [json] }, context)).toBe("context-missing");
    expect(decide({ and: [json] }, context)).toBe("context-missing");
  },
);

test("cdniuc refuses a URL for which its expression takes too much work", () => {
  const container = readUriContainer(`regex:${LARGE}`);
  if ("refused" in container) throw new Error(container.detail);
  expect(container.judge(short)).toMatchObject({ outcome: "pass" });
  expect(container.judge(context)).toMatchObject({ outcome: "fail", reason: "context-missing" });
});
