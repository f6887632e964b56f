import { expect, test } from "vitest";
import { folderLock } from "./folder-lock.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer, silence } from "./testing/sample-server.ts";

test("a server that holds its folder and answers is well, and so is a folder that nobody holds", async () => {
  expect(await outcome(folderLock, sampleServer())).toEqual([
    "ok: A server runs on ./data and answers on its socket.",
  ]);
  const stopped = sampleServer({ isHeld: false, socketHealth: undefined });
  expect(await outcome(folderLock, stopped)).toEqual(["ok: No process holds ./data."]);
});

test("a process that holds the folder and says nothing fails", async () => {
  expect(await outcome(folderLock, sampleServer({ socketHealth: silence }))).toEqual([
    "fail: A process holds ./data and does not answer on its socket.",
  ]);
});

test("a lock that may not be looked at is a warning", async () => {
  expect(await outcome(folderLock, sampleServer({ isHeld: undefined, socketHealth: silence }))).toEqual([
    "warn: Whether a server runs on ./data cannot be seen.",
  ]);
});
