import { expect, test } from "vitest";
import { outcome } from "./testing/outcome.ts";
import { privateFile, sampleServer, sampleSystem } from "./testing/sample-server.ts";
import { writeAheadLog } from "./write-ahead-log.ts";

const look = (bytes: number | undefined) => {
  const stat = (path: string) =>
    path.endsWith("-wal") && bytes !== undefined ? { ...privateFile, bytes } : undefined;
  return outcome(writeAheadLog, sampleServer({ system: sampleSystem({ stat }) }));
};

test("no log and a short one are well; one that somebody keeps from being cut is a warning", async () => {
  expect(await look(undefined)).toEqual(["ok: The log beside the database has 0 B."]);
  expect(await look(8_388_608)).toEqual(["ok: The log beside the database has 8.4 MB."]);
  expect(await look(500_000_000)).toEqual(["warn: The log beside the database has 500.0 MB."]);
});
