import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeVersion } from "./node-version.ts";
import { outcome } from "./testing/outcome.ts";

const look = (version: string) => outcome(nodeVersion, { system: { nodeVersion: version } });

test.each(["22.13.0", "22.14.1", "23.0.0", "24.21.0", "100.0.0"])("Node %s runs Sluice", async version => {
  expect(await look(version)).toEqual([`ok: Node ${version} runs Sluice.`]);
});

test.each(["22.12.9", "20.19.0", "9.9.9"])("Node %s is too old", async version => {
  expect(await look(version)).toEqual([`fail: Node ${version} is too old for Sluice.`]);
});

test("the oldest Node is the one that package.json asks for", async () => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
  );
  expect(manifest).toMatchObject({ engines: { node: ">=22.13" } });
});
