import { expect, onTestFinished, test } from "vitest";
import { startBucketServer } from "../packages/server/src/gateway/origins/testing/bucket-server.ts";
import { type Applications, startWithOrigin } from "./support/origin-applications.ts";
import { HLS_TYPE, mediaPlaylist } from "./support/origin-media.ts";
import { type OriginAnswer, send, sendStatus } from "./support/origin-server.ts";
import { ADMIN_KEY, type TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath } from "./support/viewer-token.ts";

const SECRETS = {
  bearer: "hls-cdn-secret-4711",
  password: "open-sesame-4711",
  header: "between-us-4711",
  accessKeyId: "AKIA4711EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/4711",
} as const;

/** Answers only who says this as `Authorization`. */
function guarded(authorization: string, answer: OriginAnswer): OriginAnswer {
  return (request, response) =>
    (request.headers.authorization === authorization ? answer : sendStatus(401))(request, response);
}

async function start(applications: (originUrl: string) => Applications) {
  const running = await startWithOrigin(applications, { env: { SLUICE_LOG_LEVEL: "debug" } });
  onTestFinished(() => running.stop());
  return running;
}

/** Everything that the server shows of itself to its operator. */
async function shown(server: TestServer, application: string): Promise<string> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
  const answers = [
    "applications",
    `applications/${application}`,
    "decisions?limit=100",
    "audit?limit=100",
  ].map(path => server.api("GET", `/v1/${path}`));
  const bodies = (await Promise.all(answers)).map(({ status, body }) => {
    expect(status).toBe(200);
    return JSON.stringify(body);
  });
  return [server.output(), metrics, ...bodies].join("\n");
}

test.each([
  ["MediaMTX's hlsCDNSecret", { bearer: SECRETS.bearer }, `Bearer ${SECRETS.bearer}`],
  [
    "user and password",
    { user: "sluice", password: SECRETS.password },
    `Basic ${Buffer.from(`sluice:${SECRETS.password}`).toString("base64")}`,
  ],
  ["a header", { headers: { Authorization: SECRETS.header } }, SECRETS.header],
])("an origin that wants %s is played from, and nobody is told it", async (_name, credential, said) => {
  const { server, origin } = await start(url => ({
    films: { kind: "vod", origin: { url, ...credential } },
    open: { kind: "vod", origin: { url } },
  }));
  origin.set("/a/index.m3u8", guarded(said, send(HLS_TYPE, mediaPlaylist("vod"))));
  origin.set("/a/seg-0.ts", guarded(said, send("video/mp2t", Buffer.alloc(188, 0x47))));
  const viewer = createViewer(server);
  const token = await server.mint({ target: { streams: ["films/a"] } });
  const playlistAt = await enter(viewer, entryPath("films/a", "hls", token));
  expect((await viewer.ask(playlistAt)).status).toBe(200);
  expect((await viewer.ask(new URL("seg-0.ts", `${server.url}${playlistAt}`).pathname)).status).toBe(200);
  const other = await server.mint({ target: { streams: ["open/a"] } });
  const refused = await viewer.ask(entryPath("open/a", "hls", other));
  expect([refused.status, refused.reason]).toEqual([502, "origin-error"]);
  const text = await shown(server, "films");
  for (const secret of [...Object.values(SECRETS), said]) expect(text).not.toContain(secret);
});

test("a private bucket is played from by signed requests, and its keys are nowhere to be seen", async () => {
  const bucket = await startBucketServer({
    accessKeyId: SECRETS.accessKeyId,
    secretAccessKey: SECRETS.secretAccessKey,
    region: "eu-central-1",
    objects: {
      "/films/published/a/index.m3u8": { type: "binary/octet-stream", text: mediaPlaylist("vod") },
      "/films/published/a/seg-0.ts": { type: "video/mp2t", text: "0123456789" },
    },
  });
  onTestFinished(() => bucket.close());
  const { server } = await start(() => ({
    films: {
      kind: "vod",
      origin: {
        bucket: "films",
        region: "eu-central-1",
        endpoint: `http://127.0.0.1:${bucket.port}`,
        prefix: "published",
        access_key_id: SECRETS.accessKeyId,
        secret_access_key: SECRETS.secretAccessKey,
      },
    },
  }));
  const viewer = createViewer(server);
  const token = await server.mint({ target: { streams: ["films/a"] } });
  const playlistAt = await enter(viewer, entryPath("films/a", "hls", token));
  const segment = new URL("seg-0.ts", `${server.url}${playlistAt}`).pathname;
  const part = await viewer.ask(segment, { headers: { range: "bytes=2-4" } });
  expect([part.status, part.text, part.headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
  expect(part.headers["set-cookie"]).toBeUndefined();
  const fresh = await viewer.ask(segment, { headers: { "if-none-match": String(part.headers.etag) } });
  expect(fresh.status).toBe(304);
  const missing = await viewer.ask(new URL("seg-9.ts", `${server.url}${playlistAt}`).pathname);
  expect([missing.status, missing.reason]).toEqual([404, "media-not-found"]);
  const text = await shown(server, "films");
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  expect(text).not.toContain("AWS4-HMAC-SHA256");
  for (const { line } of bucket.asked) expect(line).toMatch(/^(GET|HEAD) \/films\/published\/a\/[\w.-]+$/);
});
