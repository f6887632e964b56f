import { expect, test } from "vitest";
import { loadForTest } from "../../config/load-for-test.ts";
import { configuration } from "./configuration.ts";
import { outcome } from "./testing/outcome.ts";

const look = (given: Parameters<typeof loadForTest>[0]) =>
  outcome(configuration, { configuration: loadForTest(given) });

test("a configuration that loads is well, with and without a file", async () => {
  expect(await look({})).toEqual(["ok: The configuration loads without a YAML file."]);
  expect(await look({ yaml: "port: 9000\n" })).toEqual([
    expect.stringMatching(/^ok: The configuration loads from .*\/srv\/site\/sluice\.yaml\.$/),
  ]);
});

test("every problem fails, with its place", async () => {
  expect(await look({ yaml: "port: many\n", env: { SLUICE_DEMO: "perhaps" } })).toEqual([
    'fail: sluice.yaml:1:1 port: "many" is not allowed.',
    'fail: environment SLUICE_DEMO: "perhaps" is not allowed.',
  ]);
});

test("what is most likely not meant is a warning", async () => {
  expect(await look({ env: { SLUICE_PROT: "1" } })).toEqual([
    "warn: environment SLUICE_PROT is not known and has no effect; did you mean SLUICE_PORT?",
  ]);
});
