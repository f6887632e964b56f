import { expect, test } from "vitest";
import type { ApiTrial } from "./examine/try-server-api.ts";
import { serverApis } from "./server-apis.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig } from "./testing/sample-server.ts";

const SERVERS = "servers:\n  mediamtx:\n    api: {url: 'http://127.0.0.1:9997'}\n  srs: {}\n";
const look = (trial: ApiTrial | undefined, yaml = SERVERS, isHeld = true) =>
  outcome(serverApis, { config: sampleConfig(yaml), isHeld, tryServerApi: () => Promise.resolve(trial) });

test("an API that lists clients, and says gone of one that is not there, is well", async () => {
  expect(await look({ list: "ok", kick: "gone" })).toEqual([
    "ok: The API of mediamtx at 127.0.0.1:9997 lists its clients, and cuts whom it is told.",
  ]);
  expect(await look(undefined, "")).toEqual(["ok: No media server has an API that is configured."]);
});

test("one that cannot be used fails, with the reason", async () => {
  expect(await look({ list: { problem: "it answers 401" }, kick: undefined })).toEqual([
    "fail: The API of mediamtx at 127.0.0.1:9997 is of no use: it answers 401.",
  ]);
});

test("MediaMTX, which asks Sluice about its API, is not blamed while no server runs", async () => {
  expect(await look({ list: { problem: "it answers 401" }, kick: undefined }, SERVERS, false)).toEqual([
    "warn: The API of mediamtx at 127.0.0.1:9997 is of no use: it answers 401.",
  ]);
});

test("one that lists and does not kick fails, whatever it says instead", async () => {
  const start = "fail: The API of mediamtx at 127.0.0.1:9997 lists its clients, and does not cut them:";
  expect(await look({ list: "ok", kick: { problem: "it answers 403" } })).toEqual([
    `${start} it answers 403.`,
  ]);
  expect(await look({ list: "ok", kick: "kicked" })).toEqual([
    `${start} it says that it cut a client who does not exist.`,
  ]);
});

test("one that can cut nobody, or that Sluice does not know, is a warning", async () => {
  expect(await look({ list: "ok", kick: "unsupported" })).toEqual([
    "warn: The API of mediamtx at 127.0.0.1:9997 lists its clients, and can cut nobody.",
  ]);
  expect(await look(undefined)).toEqual([
    "warn: servers.mediamtx has an API, and Sluice knows none of its kind.",
  ]);
});
