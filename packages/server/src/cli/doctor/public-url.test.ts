import { expect, test } from "vitest";
import type { HealthReply } from "./examine/ask-health.ts";
import { publicUrl } from "./public-url.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer, silence, wellHealth } from "./testing/sample-server.ts";

const URL = "https://media.example.com/live";
const look = (reply: HealthReply, url = URL) =>
  outcome(
    publicUrl,
    sampleServer({ config: sampleConfig(`public_url: ${url}\n`), askHealth: () => Promise.resolve(reply) }),
  );

test("links that lead to this very start of this server are well", async () => {
  expect(await look(wellHealth)).toEqual([`ok: ${URL} leads to this server.`]);
});

test("links that lead to another server, or to something else, fail", async () => {
  expect(await look({ ...wellHealth, instance: "ANOTHER234" })).toEqual([
    `fail: ${URL} leads to another Sluice server (version ${wellHealth.version}).`,
  ]);
  expect(await look({ kind: "other", httpStatus: 301 })).toEqual([
    `fail: ${URL} leads to something else (it answers with status 301).`,
  ]);
});

test("what may only be unreachable from inside its own network is a warning; a wrong name or certificate fails", async () => {
  expect(await look(silence)).toEqual([`warn: ${URL} cannot be reached from here: nothing listens there.`]);
  expect(await look({ kind: "silent", code: "ENOTFOUND", fault: "there is no such host" })).toEqual([
    `fail: ${URL} cannot be reached from here: there is no such host.`,
  ]);
  expect(await look({ kind: "silent", code: "CERT_HAS_EXPIRED", fault: "certificate has expired" })).toEqual([
    `fail: ${URL} cannot be reached from here: certificate has expired.`,
  ]);
  expect(await look(silence, "http://localhost:1")).toEqual([
    "fail: http://localhost:1 cannot be reached from here: nothing listens there.",
  ]);
});

test("without a server nobody is asked", async () => {
  const askHealth = () => Promise.reject(new Error("asked"));
  expect(await outcome(publicUrl, sampleServer({ socketHealth: undefined, askHealth }))).toEqual([]);
});
