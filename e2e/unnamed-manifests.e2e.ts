import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { send } from "./support/origin-server.ts";
import { createViewer } from "./support/viewer.ts";

const PLAYLIST = "application/vnd.apple.mpegurl";
const MULTIVARIANT = `#EXTM3U
#EXT-X-CONTENT-STEERING:SERVER-URI="steer"
#EXT-X-STREAM-INF:BANDWIDTH=1
v/list
`;
const STEERING = JSON.stringify({
  VERSION: 1,
  "RELOAD-URI": "https://elsewhere.test/steer",
  "PATHWAY-PRIORITY": ["b"],
  "PATHWAY-CLONES": [{ "BASE-ID": ".", ID: "b", "URI-REPLACEMENT": { HOST: "elsewhere.test" } }],
});

let running: ServerWithOrigin;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    path: { kind: "vod", origin: { url: `${url}/media` } },
    query: { kind: "vod", origin: { url: `${url}/media` }, carriage: "query" },
  }));
  const { origin } = running;
  const list = `#EXTM3U
#EXT-X-DEFINE:QUERYPARAM="sluice_session"
#EXT-X-TARGETDURATION:2
#EXTINF:2,
${origin.url}/media/one/v/seg.ts
#EXTINF:2,
https://elsewhere.test/seg.ts?x={$sluice_session}
`;
  origin.set("/media/one/index.m3u8", send(PLAYLIST, MULTIVARIANT));
  origin.set("/media/one/v/list", send(PLAYLIST, list));
  origin.set("/media/one/steer", send("application/json", STEERING));
  origin.set("/media/one/v/seg.ts", send("video/mp2t", Buffer.alloc(188, 0x47)));
});

afterAll(() => running.stop());

describe.each(["path", "query"])(
  "carried by %s, a manifest whose address does not say that it is one",
  by => {
    test("is rewritten as any other, however often it is asked for", async () => {
      const { token } = await running.server.mint({ target: { streams: [`${by}/one`] } });
      const viewer = createViewer(running.server);
      const entry = await viewer.ask(`/${by}/one/index.m3u8?token=${token}`);
      const [list = ""] = /^\/\S+v\/list\S*$/m.exec(entry.text) ?? [];
      const [, steer = ""] = /SERVER-URI="([^"]+)"/.exec(entry.text) ?? [];
      for (const _ of [1, 2, 3]) {
        const playlist = await viewer.ask(list);
        expect(playlist).toMatchObject({ status: 200, headers: { "content-type": PLAYLIST } });
        expect(playlist.text).toContain('#EXT-X-DEFINE:NAME="sluice_session",VALUE=""');
        const [segment = ""] = /^\/\S+seg\.ts\S*$/m.exec(playlist.text) ?? [];
        expect((await viewer.ask(segment)).status).toBe(200);
        const steering = await viewer.ask(steer);
        expect(JSON.parse(steering.text)).toEqual({
          VERSION: 1,
          "PATHWAY-PRIORITY": ["b"],
          "PATHWAY-CLONES": [],
        });
      }
    });
  },
);
