import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { TestServer } from "../support/sluice.ts";
import type { RawAnswer } from "./raw-request.ts";

/** What a refusal must be. */
export interface ExpectedRefusal {
  readonly status: number;
  readonly reason: string;
}

/** Ten capitals and digits that nobody mistakes: no 0 O 1 I L U. */
export const REF = /^[2-9A-HJKMNP-TV-Z]{10}$/;

/** Every answer that a browser's script may have to read. */
export function expectCors({ headers }: RawAnswer): void {
  expect(headers["access-control-allow-origin"]).toBe("*");
  expect(headers["access-control-expose-headers"]).toContain("Sluice-Ref");
}

/** A refusal for programs: status, code, one sentence, reference, CORS. Answers the reference. */
export function expectJsonRefusal(answer: RawAnswer, expected: ExpectedRefusal): string {
  const { status, json, headers } = answer;
  expect({ status, reason: json["reason"] }).toEqual({ status: expected.status, reason: expected.reason });
  expect(headers["content-type"]).toMatch(/^application\/(problem\+)?json/);
  expect(json["detail"]).toMatch(/^[A-Z].{10,119}\.$/);
  expect(json["ref"]).toMatch(REF);
  expect(headers["sluice-ref"]).toBe(json["ref"]);
  expect(headers["cache-control"]).toContain("no-store");
  if (expected.status === 401) expect(headers["www-authenticate"]).toMatch(/^Bearer /);
  if (expected.status === 429) expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expectCors(answer);
  return String(json["ref"]);
}

/** A refusal for people: a page with the same reference in its text, its data and its header. */
export function expectPageRefusal(answer: RawAnswer, expected: ExpectedRefusal): void {
  const { status, headers, body } = answer;
  expect(status).toBe(expected.status);
  expect(headers["content-type"]).toMatch(/^text\/html/);
  const ref = headers["sluice-ref"] ?? "";
  expect(ref).toMatch(REF);
  expect(body).toContain(`<code>${ref}</code>`);
  expect(body).toContain(`"reason":"${expected.reason}"`);
  expectCors(answer);
}

/** A refusal's head alone. */
export function expectHeadRefusal(answer: RawAnswer, expected: ExpectedRefusal): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status: expected.status, body: "" });
  expect(answer.headers["sluice-ref"]).toMatch(REF);
  expectCors(answer);
}

/** The same reference in one line of the log, and explained by the API: when, why and by which rule. */
export async function expectExplained(server: TestServer, ref: string, reason: string): Promise<void> {
  const { status, body } = await server.api("GET", `/v1/decisions/${ref}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ ref, reason, allowed: false });
  expect(Math.abs(Number(body["at"]) - Date.now() / 1000)).toBeLessThan(60);
  const rules = body["rules"];
  expect(Array.isArray(rules) && rules.some(rule => rule.outcome === "fail" && rule.detail !== "")).toBe(
    true,
  );
  const lines = await logLines(server, ref);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "{}")).toMatchObject({ ref, reason, msg: "refused" });
}

/** The server's output reaches the test a moment later than its answer. */
async function logLines(server: TestServer, ref: string): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const lines = server
      .output()
      .split("\n")
      .filter(line => line.includes(`"ref":"${ref}"`));
    if (lines.length > 0 || attempt === 50) return lines;
    await sleep(20);
  }
}
