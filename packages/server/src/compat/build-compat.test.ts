import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer, type ComposedApi, composeApi } from "../api/testing/compose-api.ts";
import { reservedFirstSegments } from "../http/reserved-words.ts";
import { compatSystems } from "./index.ts";

let composed: ComposedApi;
beforeAll(async () => {
  composed = await composeApi();
});
afterAll(() => composed.server.close());

/** What a route's URL looks like with something in each place. */
const filled = (url: string): string => url.replace(/:\w+/g, "x").replace("/x/rest/", "/live/rest/");

describe("the APIs of other systems", () => {
  const routes = compatSystems.flatMap(({ routes: list, id }) => list.map(route => ({ id, ...route })));

  test.each(compatSystems)("$id has its id once, a title, and a line for each of its routes", system => {
    expect(compatSystems.filter(({ id }) => id === system.id)).toEqual([system]);
    expect(system.title.length).toBeGreaterThan(3);
  });

  test("every route is behind a reserved word, or behind the word rest of an application", () => {
    for (const { url } of routes) {
      const [, first = "", second] = url.split("/");
      const isOwn = first in reservedFirstSegments;
      expect(isOwn || (first.startsWith(":") && second === "rest"), url).toBe(true);
    }
  });

  test("a route without a key, or with one that is unknown, is refused with a reference", async () => {
    for (const { method, url, scope } of routes) {
      if (scope === "open") continue;
      const reply = await composed.server.compat.inject({ method, url: filled(url) });
      expect([401, 403, 400], `${method} ${url}`).toContain(reply.statusCode);
      expect(reply.headers["sluice-ref"]).toMatch(/^[0-9A-Z]{10}$/);
    }
  });

  test("an address that no system has is 404, whoever asks", async () => {
    const reply = await composed.server.compat.inject({ method: "GET", url: "/platform/x", headers: bearer });
    expect(reply.statusCode).toBe(404);
  });
});
