import { createServer, type Server } from "node:http";
import { Secret } from "@sluice/token";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBucketServer } from "../../../gateway/origins/testing/bucket-server.ts";
import { askOrigin } from "./ask-origin.ts";

let server: Server;
let port: number;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${String(request.headers["x-key"])}`);
    response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => void server.close());

const origin = (url: string) => ({
  kind: "http" as const,
  url,
  headers: { "x-key": "between-us" },
  allowPrivate: false,
  byOperator: true,
});

test("an origin is asked with HEAD at its base address, with its headers", async () => {
  expect(await askOrigin(origin(`http://127.0.0.1:${port}/media`))).toEqual({ status: 404 });
  expect(seen).toEqual(["HEAD /media between-us"]);
});

test("the egress policy holds for the doctor, too", async () => {
  expect(await askOrigin(origin("http://169.254.169.254/latest"))).toEqual({
    fault: "the egress policy refuses to connect to 169.254.169.254",
    isRefusedByPolicy: true,
  });
});

test("an address that a tenant wrote is no leave for a private one", async () => {
  const url = `http://127.0.0.1:${port}/media`;
  expect(await askOrigin({ ...origin(url), byOperator: false })).toMatchObject({ isRefusedByPolicy: true });
});

test("an origin that is not there is a fault without its path", async () => {
  const answer = await askOrigin(origin("http://127.0.0.1:9/secret-path"));
  expect(answer).toMatchObject({ fault: expect.stringContaining("ECONNREFUSED"), isRefusedByPolicy: false });
  expect(JSON.stringify(answer)).not.toContain("secret-path");
});

test("a bucket is asked by a signed request, and says why it refuses", async () => {
  const accessKeyId = "AKIA4711";
  const bucket = await startBucketServer({
    accessKeyId,
    secretAccessKey: "right",
    region: "us-east-1",
    objects: {},
  });
  const ask = (secretAccessKey: string) =>
    askOrigin({
      kind: "bucket",
      bucket: "films",
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${bucket.port}`,
      prefix: "",
      pathStyle: true,
      accessKeyId: new Secret(accessKeyId),
      secretAccessKey: new Secret(secretAccessKey),
      sessionToken: undefined,
      allowPrivate: false,
      byOperator: true,
    });
  try {
    expect(await ask("right")).toEqual({ status: 404, code: "NoSuchKey" });
    expect(await ask("wrong")).toEqual({ status: 403, code: "SignatureDoesNotMatch" });
  } finally {
    await bucket.close();
  }
});
