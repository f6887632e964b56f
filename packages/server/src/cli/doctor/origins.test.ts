import { expect, test } from "vitest";
import type { OriginAnswer } from "./examine/ask-origin.ts";
import { origins } from "./origins.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer, sampleSystem } from "./testing/sample-server.ts";

const HTTP = `applications:
  films: { kind: vod, origin: { url: "http://origin.example.com:8888/secret-path", headers: { X-Key: secret-header } } }
`;
const look = (answer: OriginAnswer) =>
  outcome(origins, sampleServer({ config: sampleConfig(HTTP), askOrigin: () => Promise.resolve(answer) }));

test("an origin that answers is well, whatever it says of an address that is no file", async () => {
  for (const status of [200, 301, 403, 404, 405]) {
    expect(await look({ status })).toEqual([
      `ok: The origin of films at origin.example.com:8888 answers (status ${status}).`,
    ]);
  }
});

test("an origin with a fault is a warning, a silent one fails, and none tells its path or headers", async () => {
  const found = [
    ...(await look({ status: 502 })),
    ...(await look({ fault: "connect ECONNREFUSED", isRefusedByPolicy: false })),
    ...(await look({ fault: "the egress policy refuses to connect to x", isRefusedByPolicy: true })),
  ];
  expect(found).toEqual([
    "warn: The origin of films at origin.example.com:8888 answers with status 502.",
    "fail: The origin of films at origin.example.com:8888 does not answer: connect ECONNREFUSED.",
    "fail: The origin of films at origin.example.com:8888 does not answer: the egress policy refuses to connect to x.",
  ]);
  expect(found.join()).not.toContain("secret");
});

test("a bucket that does not take the signature fails by its own code; one that only lists nothing is well", async () => {
  const bucket = `applications:
  films: { kind: vod, origin: { bucket: secret-bucket, endpoint: "https://s3.example.com", access_key_id: secret-id, secret_access_key: secret-key } }
`;
  const lookAtBucket = (answer: OriginAnswer) =>
    outcome(
      origins,
      sampleServer({ config: sampleConfig(bucket), askOrigin: () => Promise.resolve(answer) }),
    );
  expect(await lookAtBucket({ status: 403, code: "RequestTimeTooSkewed" })).toEqual([
    "fail: The bucket of films at s3.example.com does not take the signature: RequestTimeTooSkewed.",
  ]);
  expect(await lookAtBucket({ status: 403, code: "AccessDenied" })).toEqual([
    "ok: The origin of films at s3.example.com answers (status 403).",
  ]);
});

test("a folder is well when it can be read", async () => {
  const config = sampleConfig("applications: { films: { kind: vod, origin: { folder: ./films } } }\n");
  expect(await outcome(origins, sampleServer({ config }))).toEqual([
    "ok: The origin of films is a folder that can be read.",
  ]);
  const system = sampleSystem({ folderFault: () => "ENOENT" });
  expect(await outcome(origins, sampleServer({ config, system }))).toEqual([
    expect.stringMatching(/^fail: The origin of films, the folder \S+\/films, cannot be read: ENOENT\.$/),
  ]);
});

test("applications without an origin are no fault", async () => {
  expect(await outcome(origins, sampleServer())).toEqual(["ok: No application has an origin of its own."]);
});
