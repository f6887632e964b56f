import { createServer } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Secret } from "@sluice/token";
import { afterEach, describe, expect, test } from "vitest";
import { type BucketOptions, bucketOrigin } from "./bucket.ts";
import { bucketBase } from "./bucket-base.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";
import { type BucketServer, type BucketServerOptions, startBucketServer } from "./testing/bucket-server.ts";

const ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const film = { type: "video/mp4", text: "0123456789" };
/** What keys hold that an address would read otherwise, or that signers encode each in their own way. */
const ODD = "a b/+&=$,:@;/ü😀/~-._/100%25 %2F/!'()*/[x]{y}|^`\"<>.mp4";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function store(
  difference: { server?: Partial<BucketServerOptions>; origin?: Partial<BucketOptions> } = {},
): Promise<{
  server: BucketServer;
  open: (path: string, more?: Partial<OriginRequest>) => Promise<OriginReply>;
}> {
  const server = await startBucketServer({
    accessKeyId: ACCESS_KEY_ID,
    secretAccessKey: SECRET_ACCESS_KEY,
    region: "eu-central-1",
    objects: {
      "/films/a/film.mp4": film,
      [`/films/${ODD}`]: film,
      "/films/media/sub folder/a/film.mp4": film,
      "/films/a/index.m3u8": { type: "binary/octet-stream", text: "#EXTM3U\n" },
      "/films/a/page.html": { type: "text/html", text: "<script>" },
    },
    ...difference.server,
  });
  const origin = bucketOrigin({
    bucket: "films",
    region: "eu-central-1",
    endpoint: `http://127.0.0.1:${server.port}`,
    prefix: "",
    pathStyle: true,
    accessKeyId: new Secret(ACCESS_KEY_ID),
    secretAccessKey: new Secret(SECRET_ACCESS_KEY),
    sessionToken: undefined,
    allowPrivate: false,
    byOperator: true,
    ...difference.origin,
  });
  closers.push(
    () => server.close(),
    () => origin.close(),
  );
  const signal = new AbortController().signal;
  return { server, open: (path, more = {}) => origin.open({ method: "GET", path, signal, ...more }) };
}

async function textOf(reply: OriginReply): Promise<string> {
  if (reply.outcome !== "media" || reply.body === undefined) throw new Error(JSON.stringify(reply));
  if (reply.body instanceof Readable) return (await buffer(reply.body)).toString();
  return Buffer.from(reply.body).toString();
}

describe("a private bucket, at a store that checks every signature,", () => {
  test("gives its media, with its type and validator and without cookies", async () => {
    const { open } = await store();
    const reply = await open("a/film.mp4");
    expect({ ...reply, body: undefined }).toEqual({
      outcome: "media",
      status: 200,
      contentType: "video/mp4",
      contentLength: 10,
      etag: '"10-etag"',
      lastModified: undefined,
      body: undefined,
    });
    expect(await textOf(reply)).toBe("0123456789");
    expect(await textOf(await open("a/index.m3u8"))).toBe("#EXTM3U\n");
  });

  test("is asked for keys with any character, signed as they are sent", async () => {
    const { server, open } = await store();
    expect(await textOf(await open(ODD))).toBe("0123456789");
    expect(server.asked[0]?.line).toBe(
      "GET /films/a%20b/%2B%26%3D%24%2C%3A%40%3B/%C3%BC%F0%9F%98%80/~-._/100%2525%20%252F/%21%27%28%29%2A/%5Bx%5D%7By%7D%7C%5E%60%22%3C%3E.mp4",
    );
    expect(await open("a/\ud800.mp4")).toMatchObject({ reason: "media-not-found" });
    expect(await open("a/../b.mp4")).toMatchObject({ reason: "media-not-found" });
    expect(server.asked).toHaveLength(1);
  });

  test("is asked below its prefix", async () => {
    const { server, open } = await store({ origin: { prefix: "media/sub folder" } });
    expect(await textOf(await open("a/film.mp4"))).toBe("0123456789");
    expect(server.asked[0]?.line).toBe("GET /films/media/sub%20folder/a/film.mp4");
  });

  test("gives a part, a head, and nothing new", async () => {
    const { open } = await store();
    const part = await open("a/film.mp4", { range: { start: 2, end: 4 } });
    expect(part).toMatchObject({ status: 206, contentRange: "bytes 2-4/10", contentLength: 3 });
    expect(await textOf(part)).toBe("234");
    const head = await open("a/film.mp4", { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, contentLength: 10, body: undefined });
    expect(await open("a/film.mp4", { ifNoneMatch: '"10-etag"' })).toMatchObject({ status: 304 });
  });

  test("gives the whole when the client's part is of another version, although S3 knows no If-Range", async () => {
    const { server, open } = await store();
    const range = { start: 2, end: 4 };
    expect(await open("a/film.mp4", { range, ifRange: '"10-etag"' })).toMatchObject({ status: 206 });
    const other = await open("a/film.mp4", { range, ifRange: '"9-etag"' });
    expect(other).toMatchObject({ status: 200, contentLength: 10 });
    expect(await textOf(other)).toBe("0123456789");
    expect(server.asked).toHaveLength(3);
  });

  test("is not asked with the client's query, which would ask for something else under our signature", async () => {
    const { server, open } = await store();
    expect(await open("a/film.mp4", { query: "acl&versionId=3" })).toMatchObject({ status: 200 });
    expect(server.asked[0]?.line).toBe("GET /films/a/film.mp4");
  });

  test("is reached with temporary credentials", async () => {
    const { open } = await store({
      server: { sessionToken: "FwoGZXIvYXdz" },
      origin: { sessionToken: new Secret("FwoGZXIvYXdz") },
    });
    expect(await open("a/film.mp4")).toMatchObject({ status: 200 });
  });

  test("has no media that is not on the list of types, and what is not there is a 404", async () => {
    const { open } = await store();
    expect(await open("a/page.html")).toMatchObject({ reason: "media-type-refused" });
    expect(await open("a/none.mp4")).toMatchObject({ reason: "media-not-found" });
  });
});

describe("the operator learns by the store's own code, and by nothing else of its answer,", () => {
  const minutes = (count: number) => () => Date.now() + count * 60_000;
  test.each<[string, string, Partial<BucketOptions>]>([
    ["a wrong secret", "SignatureDoesNotMatch", { secretAccessKey: new Secret("another") }],
    ["an unknown key", "InvalidAccessKeyId", { accessKeyId: new Secret("AKIANOBODY") }],
    ["another region", "AuthorizationHeaderMalformed", { region: "us-east-1" }],
    ["a clock that is behind", "RequestTimeTooSkewed", { nowMilliseconds: minutes(-16) }],
    ["a clock that is ahead", "RequestTimeTooSkewed", { nowMilliseconds: minutes(16) }],
    ["a session token that the store does not know", "InvalidToken", { sessionToken: new Secret("old") }],
  ])("of %s", async (_name, code, origin) => {
    const { open } = await store({ origin });
    const refused = { outcome: "unavailable", reason: "origin-error", detail: `status 403 ${code}` };
    expect(await open("a/film.mp4")).toEqual(refused);
    // A HEAD has no body to tell the code: it is asked for again as the first byte.
    expect(await open("a/film.mp4", { method: "HEAD" })).toEqual(refused);
  });
});

test("a redirect to another region is not followed: our signature is for one host", async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const text = "<Error><Code>TemporaryRedirect</Code></Error>";
    response.writeHead(307, { location: `http://127.0.0.1:${request.socket.localPort}/b` }).end(text);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => server.close());
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { open } = await store({ origin: { endpoint: `http://127.0.0.1:${port}` } });
  expect(await open("a/film.mp4")).toEqual({
    outcome: "unavailable",
    reason: "origin-error",
    detail: "status 307 TemporaryRedirect",
  });
  expect(asked).toEqual(["/films/a/film.mp4"]);
});

test("a bucket stands in the host's name or in the path, and its prefix behind it", () => {
  const settings = { bucket: "films", endpoint: "https://s3.eu-central-1.amazonaws.com", prefix: "" };
  expect(bucketBase({ ...settings, pathStyle: false })).toBe("https://films.s3.eu-central-1.amazonaws.com");
  expect(bucketBase({ ...settings, pathStyle: true })).toBe("https://s3.eu-central-1.amazonaws.com/films");
  const minio = { ...settings, endpoint: "http://10.0.0.5:9000", prefix: "a b/c", pathStyle: true };
  expect(bucketBase(minio)).toBe("http://10.0.0.5:9000/films/a%20b/c");
});
