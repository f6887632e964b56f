import { expect, test } from "vitest";
import { version } from "../version.ts";
import { remoteHealth, serverHealth } from "./server-health.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer, silence, wellHealth } from "./testing/sample-server.ts";

test("a server that can decide is well", async () => {
  const sentence = `ok: The server runs Sluice ${version} and can decide.`;
  expect(await outcome(serverHealth, sampleServer())).toEqual([sentence]);
  expect(await outcome(remoteHealth, { name: "http://host", health: wellHealth })).toEqual([sentence]);
});

test("no server is a warning: it may be meant", async () => {
  expect(await outcome(serverHealth, sampleServer({ isHeld: false, socketHealth: undefined }))).toEqual([
    "warn: No server runs on ./data.",
  ]);
});

test("a server whose store is gone fails", async () => {
  const socketHealth = { ...wellHealth, status: "store-unavailable" };
  expect(await outcome(serverHealth, sampleServer({ socketHealth }))).toEqual([
    "fail: The server runs and lets nobody in: store-unavailable.",
  ]);
});

test("a server of another version than the command is a warning", async () => {
  const socketHealth = { ...wellHealth, version: "0.0.1" };
  expect(await outcome(serverHealth, sampleServer({ socketHealth }))).toEqual([
    `warn: The server is Sluice 0.0.1, and this command is of ${version}.`,
  ]);
});

test("from afar, silence and another program fail", async () => {
  expect(await outcome(remoteHealth, { name: "http://host", health: silence })).toEqual([
    "fail: http://host does not answer: nothing listens there.",
  ]);
  const health = { kind: "other", httpStatus: 404 } as const;
  expect(await outcome(remoteHealth, { name: "http://host", health })).toEqual([
    "fail: http://host does not answer as a Sluice server does (status 404).",
  ]);
});
