import { describe, expect, test } from "vitest";
import { configForTest, problemsForTest } from "./load-for-test.ts";

const inApplication = (lines: string) => `applications: {vod: {kind: vod, ${lines}}}`;

function declared(lines: string) {
  const { applications } = configForTest({ yaml: inApplication(lines) }).declared;
  const found = applications.find(({ name }) => name === "vod");
  return { carriage: found?.carriage, edgeUrls: found?.edgeUrls };
}

describe("how sessions are carried", () => {
  test("is by the path, and no other host gets a session, unless the application says so", () => {
    expect(declared("")).toEqual({ carriage: "path", edgeUrls: [] });
  });

  test.each(["path", "cookie", "query"])("can be %s", carriage => {
    expect(declared(`carriage: ${carriage}`).carriage).toBe(carriage);
  });

  test("names the addresses of web servers in one spelling", () => {
    expect(declared("edge_urls: ['https://EDGE.example:443/hls/', 'http://10.0.0.7:81']").edgeUrls).toEqual([
      "https://edge.example/hls",
      "http://10.0.0.7:81",
    ]);
  });

  test.each([
    "carriage: header",
    "carriage: [path]",
    "edge_urls: edge.example",
    "edge_urls: ['edge.example']",
    "edge_urls: ['*']",
    "edge_urls: ['ftp://edge.example']",
    "edge_urls: ['https://*.example/?x=1']",
    "edge_urls: ['https://user:secret@edge.example']",
  ])("%s is refused", lines => {
    const problems = problemsForTest({ yaml: inApplication(lines) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("applications.vod.");
    expect(problems[0]).not.toContain("secret@");
  });
});
