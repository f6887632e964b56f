import { expect, test } from "vitest";
import { fileLimit } from "./file-limit.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer, sampleSystem } from "./testing/sample-server.ts";

const scraped = (limit: number, open: number) =>
  outcome(
    fileLimit,
    sampleServer({
      metrics: () => Promise.resolve(`sluice_process_max_fds ${limit}\nsluice_process_open_fds ${open}\n`),
    }),
  );
const here = (limit: number | undefined) =>
  outcome(
    fileLimit,
    sampleServer({
      metrics: () => Promise.resolve(undefined),
      system: sampleSystem({ openFileLimit: () => limit }),
    }),
  );

test("a running server's own limit counts", async () => {
  expect(await scraped(65_536, 40)).toEqual([
    "ok: The server may have 65536 files and connections open, and has 40.",
  ]);
  expect(await scraped(1_024, 40)).toEqual([
    "warn: The server may have 1024 files and connections open, and has 40.",
  ]);
  expect(await scraped(65_536, 60_000)).toEqual([
    "warn: The server may have 65536 files and connections open, and has 60000.",
  ]);
});

test("without a server, what a process here may have", async () => {
  expect(await here(65_536)).toEqual(["ok: A process here may have 65536 files and connections open."]);
  expect(await here(128)).toEqual(["fail: A process here may have 128 files and connections open."]);
  expect(await here(undefined)).toEqual([]);
});
