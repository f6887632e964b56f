import { expect, test } from "vitest";
import { addressedServers } from "../testing/addressed-servers.ts";
import { startApi } from "../testing/ask-api.ts";

const declared = `applications:
  films: { kind: vod, origin: { url: "http://origin.example" }, streams: any }
  cams: { kind: live, registered_only: true, streams: { studio/cam1: {}, hall: { group: halls }, attic: { group: halls } } }
`;

/** An API with these media servers. */
async function start(yaml?: string) {
  const api = await startApi({ servers: addressedServers(yaml) });
  await api.declare(declared);
  const urlsOf = async (target: object, grant = {}) => {
    const { token, urls } = await api.mint({ target, ...grant });
    return { token, urls };
  };
  return { ...api, urlsOf };
}

const publish = { action: "publish" };

test("a token for publishing comes with the addresses of the servers, the first of a protocol first", async () => {
  const { urlsOf } = await start();
  const { token, urls } = await urlsOf({ streams: ["live/cam1", "live/cam2"] }, publish);
  expect(urls).toEqual({
    rtmp: `rtmp://studio.example/live/cam1?token=${token}`,
    rtsp: `rtsp://spare.example/live/cam1?token=${token}`,
    srt: `srt://spare.example:8890?streamid=publish:live/cam1:any:${token}`,
    whip: `http://spare.example:8889/live/cam1/whip?token=${token}`,
  });
});

test("a token for playing has those for players beside its links", async () => {
  const { declare, urlsOf } = await start();
  const bare = await urlsOf({ streams: ["live/cam1"] });
  expect(bare.urls).toEqual({
    rtmp: `rtmp://studio.example/live/cam1?token=${bare.token}`,
    rtsp: `rtsp://spare.example/live/cam1?token=${bare.token}`,
    srt: `srt://spare.example:8890?streamid=read:live/cam1:any:${bare.token}`,
    whep: `http://spare.example:8889/live/cam1/whep?token=${bare.token}`,
  });
  await declare(`applications: { live: { kind: live, origin: { url: "http://origin.example" } } }`);
  const { token, urls } = await urlsOf({ streams: ["live/cam1"] });
  expect(urls).toMatchObject({
    page: `http://localhost:8080/live/cam1?token=${token}`,
    hls: `http://localhost:8080/live/cam1/index.m3u8?token=${token}`,
    rtmp: `rtmp://studio.example/live/cam1?token=${token}`,
  });
});

test("a group comes with the address of its first stream", async () => {
  const { urlsOf } = await start();
  const { token, urls } = await urlsOf({ group: "halls" }, publish);
  expect(urls).toMatchObject({ rtmp: `rtmp://studio.example/cams/attic?token=${token}` });
});

test("the first server of a protocol counts, also where it has no address for the stream or for so long a token", async () => {
  const { urlsOf } = await start();
  const deep = await urlsOf({ streams: ["cams/studio/cam1"] }, publish);
  expect(Object.keys(deep.urls)).toEqual(["rtsp", "srt", "whip"]);
  const tag = "a tag that makes the text longer than nginx-rtmp and SRT carry ".repeat(3);
  const signed = await urlsOf({ streams: ["live/cam1"] }, { ...publish, kind: "jwt", tag });
  expect(Object.keys(signed.urls)).toEqual(["rtsp", "whip"]);
});

test("files, what Sluice plays itself, and whole organizations are at no media server", async () => {
  const { urlsOf } = await start();
  expect(Object.keys((await urlsOf({ streams: ["films/a"] })).urls)).not.toContain("rtmp");
  expect(Object.keys((await urlsOf({ streams: ["demo/live"] })).urls)).not.toContain("rtmp");
  expect((await urlsOf({ organization: true }, publish)).urls).toEqual({});
});

test("without configured addresses no token has one", async () => {
  const { urlsOf } = await start("servers: { studio: { kind: mediamtx } }\n");
  expect((await urlsOf({ streams: ["live/cam1"] }, publish)).urls).toEqual({});
});

test("no later answer has them, as the token's text is not known any more", async () => {
  const { admin, mint } = await start();
  const { id, token } = await mint({ ...publish, target: { streams: ["live/cam1"] } });
  for (const path of [`tokens/${id}`, "tokens"]) {
    const { status, body } = await admin("GET", path);
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).toContain(id);
    expect(text).not.toContain(token);
    expect(text).not.toContain("studio.example");
  }
});
