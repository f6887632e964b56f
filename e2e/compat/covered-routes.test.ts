import { expect, test } from "vitest";
import type { CompatRoute } from "../../packages/server/src/compat/compat-system.ts";
import { coverRoutes } from "./covered-routes.ts";
import type { Step } from "./vector-shape.ts";

const answer: CompatRoute["answer"] = async () => ({ status: 200 });
const routes: readonly CompatRoute[] = [
  { method: "POST", url: "/:app/rest/v2/broadcasts/validate-token", scope: "open", answer },
  { method: "POST", url: "/:app/rest/v2/broadcasts/:id", scope: "open", answer },
  { method: "GET", url: "/api/v1/:org/assets/:asset/access_tokens/", scope: "open", answer },
];

function step(method: "GET" | "POST", path: string, status: number, json?: unknown): Step {
  return { note: "a step", request: { method, path }, answer: { status, json } };
}

test("a step counts for the route that the router would choose, query and placeholders aside", () => {
  const steps = [
    step("POST", "/{{app}}/rest/v2/broadcasts/validate-token?x=/a/b", 200),
    step("GET", "/api/v1/demo/assets/{{asset}}/access_tokens", 200),
    step("GET", "/demo/rest/v2/broadcasts/{{id}}", 200),
  ];
  expect(coverRoutes(routes, steps).map(({ carriedOut }) => carriedOut)).toEqual([1, 0, 1]);
});

test("a refusal is a status of 400 and above, success false, or what the vector calls one", () => {
  const steps = [
    step("POST", "/live/rest/v2/broadcasts/one", 404),
    step("POST", "/live/rest/v2/broadcasts/one", 200, { success: false }),
    { ...step("POST", "/live/rest/v2/broadcasts/one", 204), refused: true },
    step("POST", "/live/rest/v2/broadcasts/one", 200, { success: true }),
  ];
  expect(coverRoutes(routes, steps)[1]).toMatchObject({ carriedOut: 1, refused: 3 });
});
