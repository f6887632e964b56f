import { expect, test } from "vitest";
import { remoteKey } from "./remote-key.ts";
import { outcome } from "./testing/outcome.ts";
import { silence, wellHealth } from "./testing/sample-server.ts";

const look = (status: number) =>
  outcome(remoteKey, {
    name: "http://host",
    health: wellHealth,
    whoAmI: () => Promise.resolve({ status, text: "" }),
  });

test("a key that the server knows is well, another one or none fails", async () => {
  expect(await look(200)).toEqual(["ok: http://host knows this API key."]);
  expect(await look(401)).toEqual(["fail: http://host does not take the API key given, or there is none."]);
});

test("an address without the API, and any other answer, is a warning", async () => {
  expect(await look(404)).toEqual(["warn: http://host has no API at this address."]);
  expect(await look(429)).toEqual(["warn: http://host answers to the API key with status 429."]);
});

test("a server that does not answer is not sent the key", async () => {
  const whoAmI = () => Promise.reject(new Error("asked"));
  expect(await outcome(remoteKey, { name: "http://host", health: silence, whoAmI })).toEqual([]);
});
