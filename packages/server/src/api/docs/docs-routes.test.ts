import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComposedApi, composeApi } from "../testing/compose-api.ts";

let composed: ComposedApi;
beforeAll(async () => {
  composed = await composeApi();
});
afterAll(() => composed.server.close());

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  composed.api.inject({ url, headers, remoteAddress: "203.0.113.7" });

const links = async (): Promise<readonly string[]> =>
  [...(await get("/docs")).payload.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = ""]) => link);

describe("the page of the documentation", () => {
  test("needs no key and links to nothing outside, whatever prefix it is under", async () => {
    expect((await get("/docs")).statusCode).toBe(200);
    const found = await links();
    expect(found.length).toBeGreaterThan(4);
    for (const link of found) {
      expect(link).toMatch(/^(docs|v1)\/[\w.-]+$/);
      expect((await get(`/${link}`)).statusCode, link).toBe(200);
    }
  });

  test("asks nobody but this server, and is framed by nobody", async () => {
    const policy = String((await get("/docs")).headers["content-security-policy"]);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|unsafe|\*/);
  });

  test("with a slash at its end leads to the one without, by a relative address", async () => {
    const reply = await get("/docs/");
    expect(reply.statusCode).toBe(308);
    expect(reply.headers.location).toBe("../docs");
  });

  test("is sent packed to whoever takes that, and not again to whoever has it", async () => {
    const plain = await get("/docs/docs.js");
    const packed = await get("/docs/docs.js", { "accept-encoding": "gzip, br" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.rawPayload)).toEqual(plain.rawPayload);
    const again = await get("/docs/docs.js", { "if-none-match": String(plain.headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(again.payload).toBe("");
  });

  test("is no file but those it is made of", async () => {
    for (const url of ["/docs/docs.html", "/docs/../api.ts", "/docs/%2e%2e/api.ts", "/docs/docs-files.ts"]) {
      expect((await get(url)).statusCode, url).toBe(404);
    }
  });
});
