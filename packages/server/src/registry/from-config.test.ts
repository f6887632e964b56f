import { expect, test } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { demoApplication, liveApplication } from "./built-in.ts";
import { applicationsOf } from "./from-config.ts";

function applications(env: Readonly<Record<string, string>>) {
  const result = loadConfig({ flags: {}, env, cwd: "/srv", readTextFile: () => undefined });
  if (!result.ok) throw new Error("the configuration cannot be used");
  return applicationsOf(result.config.declared);
}

test("with nothing configured there are live, with the clocks that the demo has, and the demo", () => {
  expect(applications({})).toEqual([liveApplication, demoApplication]);
});

test("without the demo there is live alone", () => {
  expect(applications({ SLUICE_DEMO: "false" })).toEqual([liveApplication]);
});
