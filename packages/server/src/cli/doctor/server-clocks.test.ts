import { expect, test } from "vitest";
import { serverClocks } from "./server-clocks.ts";
import { outcome } from "./testing/outcome.ts";
import { probeTable } from "./testing/probe-table.ts";
import { NOW_SECONDS, sampleConfig, sampleSystem } from "./testing/sample-server.ts";

const API = "http://10.0.0.7:9997";

function look(aheadSeconds: number | undefined) {
  const date = aheadSeconds === undefined ? "" : new Date((NOW_SECONDS + aheadSeconds) * 1000).toUTCString();
  const { probe } = probeTable({ [API]: [404, date === "" ? {} : { date }] });
  const config = sampleConfig(`servers:\n  mediamtx:\n    api: {url: '${API}'}\n`);
  return outcome(serverClocks, { system: sampleSystem(), config, probe });
}

test("clocks that are more than 5 s apart are a warning, both ways", async () => {
  expect(await look(30)).toEqual(["warn: The clock of mediamtx is 30 s ahead of this machine's."]);
  expect(await look(-90)).toEqual(["warn: The clock of mediamtx is 89 s behind this machine's."]);
});

test("within 5 s, and without a date, all is well", async () => {
  const well = ["ok: No media server's clock is off, as far as it tells."];
  expect(await look(5)).toEqual(well);
  expect(await look(-5)).toEqual(well);
  expect(await look(undefined)).toEqual(well);
});
