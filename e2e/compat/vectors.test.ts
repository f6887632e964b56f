import { describe, expect, test } from "vitest";
import { compatSystems } from "../../packages/server/src/compat/index.ts";
import { coverRoutes } from "./covered-routes.ts";
import { readFlows, vectorSystems } from "./read-vectors.ts";

test("every folder of vectors/compat belongs to a system, and every system has one", () => {
  expect(vectorSystems().toSorted()).toEqual(compatSystems.map(({ id }) => id).toSorted());
});

describe.each(compatSystems)("vectors/compat/$id", ({ id, routes }) => {
  test("are of the form that the README describes, each flow with a title of its own", () => {
    const titles = readFlows(id).map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test("every route is carried out in a step, and refuses in another", () => {
    const steps = readFlows(id).flatMap(flow => flow.steps);
    const missing = coverRoutes(routes, steps).flatMap(({ route, carriedOut, refused }) => [
      ...(carriedOut === 0 ? [`${route} is carried out in no step`] : []),
      ...(refused === 0 ? [`${route} refuses in no step`] : []),
    ]);
    expect(missing, missing.join("\n")).toEqual([]);
  });
});
