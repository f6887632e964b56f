import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieOf } from "./carriage/cookie-jar.ts";
import { type OriginWatch, watchOrigin } from "./carriage/watched-origin.ts";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { send } from "./support/origin-server.ts";
import { createViewer, type Reply, type Viewer } from "./support/viewer.ts";
import { sessionsOf, usesOf } from "./support/viewer-token.ts";

/** So long a revocation may take at the most. */
const BOUND_MILLISECONDS = 1_000;

const carriages = ["cookie", "query"] as const;
type Carriage = (typeof carriages)[number];

let running: ServerWithOrigin;
let origin: OriginWatch;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(
    url => ({
      cookie: { kind: "vod", origin: { url: `${url}/media` }, carriage: "cookie" },
      query: { kind: "vod", origin: { url: `${url}/media` }, carriage: "query" },
      path: { kind: "vod", origin: { url: `${url}/media` } },
      edged: {
        kind: "vod",
        origin: { url: `${url}/media` },
        carriage: "cookie",
        edge_urls: ["http://edge.test"],
      },
    }),
    { flags: ["--log-level", "debug"] },
  );
  origin = watchOrigin(running.origin);
});

afterAll(() => running.stop());

/** A session that was just begun, and how its client goes on. */
interface Begun {
  readonly viewer: Viewer;
  readonly entry: Reply;
  readonly handle: string;
  readonly stream: string;
  readonly token: { readonly id: string; readonly token: string };
  /** Asks for something below the stream as a player of that carriage does. */
  readonly ask: (file: string, by?: Viewer) => Promise<Reply>;
}

async function begin(carriage: Carriage | "path", file = "index.m3u8", grant = {}): Promise<Begun> {
  streams += 1;
  const id = `s${streams}`;
  origin.putStream(`/media/${id}`);
  const stream = `${carriage}/${id}`;
  const token = await running.server.mint({ target: { streams: [stream] }, ...grant });
  const viewer = createViewer(running.server);
  const entry = await viewer.ask(`/${stream}/${file}?token=${token.token}`);
  const handle = handleOf(carriage, entry);
  const ask = (asked: string, by = viewer) => {
    const mark = asked.includes("?") ? "&" : "?";
    return carriage === "cookie"
      ? by.ask(`/${stream}/${asked}`, { headers: { cookie: `theme=dark; sluice_session=${handle}` } })
      : by.ask(`/${stream}/${asked}${mark}sluice_session=${handle}`);
  };
  return { viewer, entry, handle, stream, token, ask };
}

function handleOf(carriage: Carriage | "path", entry: Reply): string {
  if (carriage === "cookie") return cookieOf(entry).value;
  const text = `${entry.headers.location ?? ""} ${entry.text}`;
  const pattern = carriage === "query" ? /[?&;]sluice_session=([\w-]{62})/ : /\/s\/([\w-]{62})\//;
  return pattern.exec(text)?.[1] ?? "";
}

describe("by cookie", () => {
  test("an entry sets the handle for its stream alone, unseen by scripts, and names addresses without it", async () => {
    const { entry, handle, stream } = await begin("cookie");
    const { name, attributes } = cookieOf(entry);
    expect([entry.status, name, handle.length]).toEqual([200, "sluice_session", 62]);
    expect([...attributes.keys()].sort()).toEqual(["httponly", "max-age", "path", "samesite"]);
    expect(attributes.get("path")).toBe(`/${stream}/`);
    expect(attributes.get("samesite")).toBe("Lax");
    expect(entry.text).not.toContain(handle);
    expect(entry.text).toContain(`\n/${stream}/v0/index.m3u8\n`);
  });

  test("an explicit token beats the cookie at an entry, and begins its own session", async () => {
    const first = await begin("cookie");
    const other = await running.server.mint({ target: { streams: [first.stream] } });
    const entry = await first.ask(`index.m3u8?token=${other.token}`);
    expect(entry.status).toBe(200);
    expect(cookieOf(entry).value).not.toBe(first.handle);
    expect(await sessionsOf(running.server, { ...other, ...first.token, id: other.id })).toHaveLength(1);
  });

  test("a token in a cookie is sent with every request, and begins no session beside the one that is there", async () => {
    const first = await begin("cookie");
    const other = await running.server.mint({ target: { streams: [first.stream] } });
    const cookie = `sluice_session=${first.handle}; sluice_token=${other.token}`;
    const entry = await first.viewer.ask(`/${first.stream}/index.m3u8`, { headers: { cookie } });
    expect(entry.status).toBe(200);
    expect(entry.headers["set-cookie"]).toBeUndefined();
    expect(await sessionsOf(running.server, other)).toHaveLength(0);
  });

  test("a cookie whose session is over does not matter to a token in a cookie", async () => {
    const first = await begin("cookie");
    await running.server.api("DELETE", `/v1/tokens/${first.token.id}`);
    const other = await running.server.mint({ target: { streams: [first.stream] } });
    const cookie = `sluice_session=${first.handle}; sluice_token=${other.token}`;
    const entry = await first.viewer.ask(`/${first.stream}/index.m3u8`, { headers: { cookie } });
    expect(entry.status).toBe(200);
    expect(cookieOf(entry).value).not.toBe(first.handle);
  });

  test("of several cookies the one of this stream counts, wherever it stands", async () => {
    const [one, two] = [await begin("cookie"), await begin("cookie")];
    const cookie = `sluice_session=${one.handle}; sluice_session=${two.handle}`;
    for (const { viewer, stream } of [one, two]) {
      expect((await viewer.ask(`/${stream}/v0/index.m3u8`, { headers: { cookie } })).status).toBe(200);
    }
  });
});

describe("by query", () => {
  test("every own address carries the handle, and no cookie is set", async () => {
    const { entry, handle, stream, ask } = await begin("query");
    expect(entry.headers["set-cookie"]).toBeUndefined();
    expect(entry.text).toContain(`\n/${stream}/v0/index.m3u8?sluice_session=${handle}\n`);
    expect(entry.text).toContain(`\n/${stream}/v1/index.m3u8?quality=high&sluice_session=${handle}\n`);
    const playlist = await ask("v0/index.m3u8");
    expect(playlist.text).toContain(`\nseg-0.ts?sluice_session=${handle}\n`);
  });

  test("an MPD's templates carry the handle", async () => {
    const { entry, handle, ask } = await begin("query", "manifest.mpd");
    expect(entry.text).toContain(`media="seg-$Number$.ts?sluice_session=${handle}"`);
    expect((await ask("seg-1.ts")).status).toBe(200);
  });

  test("two different handles are none", async () => {
    const [one, two] = [await begin("query"), await begin("query")];
    const reply = await one.ask(`v0/index.m3u8?sluice_session=${two.handle}`);
    expect(reply).toMatchObject({ status: 401, reason: "token-missing" });
  });
});

describe("addresses of other hosts", () => {
  test("are opened at a web server that asks, where its address is configured, and nowhere else get a handle", async () => {
    const playlist = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=40000
http://edge.test/edged/other/v0/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=40000
http://cdn.test/edged/other/v0/index.m3u8
`;
    running.origin.set("/media/other/index.m3u8", send("application/vnd.apple.mpegurl", playlist));
    const token = await running.server.mint({ target: { streams: ["edged/other"] } });
    const viewer = createViewer(running.server);
    const entry = await viewer.ask(`/edged/other/index.m3u8?token=${token.token}`);
    const { value: handle } = cookieOf(entry);
    expect(entry.text).toBe(playlist.replace("edge.test/", `edge.test/s/${handle}/`));
    const question = (path: string) =>
      viewer.ask("/verify/nginx", {
        headers: {
          "x-original-uri": path,
          "x-original-method": "GET",
          "x-original-proto": "http",
          "x-real-ip": "127.0.0.1",
        },
      });
    expect((await question(`/s/${handle}/edged/other/v0/seg-0.ts`)).status).toBe(200);
    expect((await question("/edged/other/v0/seg-0.ts")).status).toBe(401);
    await running.server.api("DELETE", `/v1/tokens/${token.id}`);
    expect((await question(`/s/${handle}/edged/other/v0/seg-0.ts`)).status).toBe(403);
  });

  test("are let through by the page's policy where they are edges and the token is good, and strangers hear of none", async () => {
    const { token } = await running.server.mint({ target: { streams: ["edged/shown"] } });
    const policyOf = async (query: string) => {
      const headers = { accept: "text/html", "sec-fetch-dest": "document" };
      const page = await createViewer(running.server).ask(`/edged/shown${query}`, { headers });
      return String(page.headers["content-security-policy"]);
    };
    expect(await policyOf(`?token=${token}`)).toContain("; connect-src 'self' http://edge.test; ");
    expect(await policyOf("")).toContain("; connect-src 'self'; ");
  });

  test("in steering manifests and asset lists are judged as those in playlists are", async () => {
    const { ask, stream } = await begin("query");
    const id = stream.split("/")[1];
    const json = (file: string, body: unknown) =>
      running.origin.set(`/media/${id}/${file}`, send("application/json", JSON.stringify(body)));
    const at = (file: string) => `${running.origin.url}/media/${id}/${file}`;
    json("steering.json", {
      VERSION: 1,
      "RELOAD-URI": at("steering.json?n=1"),
      "PATHWAY-PRIORITY": ["A", "B"],
      "PATHWAY-CLONES": [{ "BASE-ID": "A", ID: "B", "URI-REPLACEMENT": { HOST: "cdn.test" } }],
    });
    json("ads.json", {
      ASSETS: [{ URI: at("ad/index.m3u8"), DURATION: 5 }, { URI: "http://ads.test/1.m3u8" }],
    });
    const steering = JSON.parse((await ask("steering.json?_HLS_pathway=A")).text);
    expect(steering["PATHWAY-CLONES"]).toEqual([]);
    expect(steering["RELOAD-URI"]).toMatch(new RegExp(`^/${stream}/steering\\.json\\?n=1&sluice_session=`));
    const ads = JSON.parse((await ask("ads.json")).text);
    expect(ads.ASSETS[0].URI).toMatch(new RegExp(`^/${stream}/ad/index\\.m3u8\\?sluice_session=`));
    expect(ads.ASSETS[1].URI).toBe("http://ads.test/1.m3u8");
    const token = await running.server.mint({ target: { streams: [stream] } });
    const entry = await createViewer(running.server).ask(`/${stream}/ads.json?token=${token.token}`);
    expect(entry.reason).toBe("not-an-entry");
  });

  test("an AES-128 key comes through the session, whatever its server calls it", async () => {
    const { ask, stream } = await begin("cookie");
    const id = stream.split("/")[1];
    for (const type of [
      "application/octet-stream",
      "application/pgp-keys",
      "application/vnd.apple.keynote",
    ]) {
      running.origin.set(`/media/${id}/keys/1.key`, send(type, Buffer.alloc(16, 1)));
      const key = await ask("keys/1.key");
      expect([key.status, key.headers["content-type"], key.text.length]).toEqual([
        200,
        "application/octet-stream",
        16,
      ]);
      expect(key.headers["x-content-type-options"]).toBe("nosniff");
    }
    expect((await createViewer(running.server).ask(`/${stream}/keys/1.key`)).status).toBe(401);
  });
});

describe.each(carriages)("by %s", carriage => {
  test("playlists and segments go on under one session, and one use is spent", async () => {
    const { ask, token } = await begin(carriage);
    for (const file of ["v0/index.m3u8", "v0/seg-0.ts", "v1/index.m3u8?quality=high", "v1/seg-2.ts"]) {
      expect((await ask(file)).status, file).toBe(200);
    }
    const minted = { ...token } as Parameters<typeof usesOf>[1];
    expect(await usesOf(running.server, minted)).toBe(1);
    expect(await sessionsOf(running.server, minted)).toHaveLength(1);
  });

  test("neither handle nor token reaches the origin or the log; what else the query says does reach the origin", async () => {
    const { ask, handle, token, stream } = await begin(carriage);
    await ask("v0/index.m3u8?_HLS_msn=3&_HLS_part=1");
    await ask("v0/seg-0.ts?part=7");
    const other = createViewer(running.server, { agent: `Copied/${handle}` });
    expect((await ask("v0/seg-0.ts", other)).status).toBe(403);
    const id = stream.split("/")[1];
    expect(origin.seen()).toContain(`/media/${id}/v0/index.m3u8?_HLS_msn=3&_HLS_part=1 `);
    expect(origin.seen()).toContain(`/media/${id}/v0/seg-0.ts?part=7 `);
    for (const text of [origin.seen(), running.server.output()]) {
      expect(text).not.toContain(handle.slice(4, 40));
      expect(text).not.toContain(token.token.slice(16));
    }
  });

  test("an MP4 is redirected to its own address, where it takes ranges, and follows with its headers once", async () => {
    const { entry, stream, ask, token } = await begin(carriage, "clip.mp4");
    expect(entry.status).toBe(302);
    expect(entry.headers.location?.split("?")[0]).toBe(`/${stream}/clip.mp4`);
    expect((await ask("clip.mp4")).text).toHaveLength(200_000);
    const again = createViewer(running.server);
    const authorization = `Bearer ${token.token}`;
    const cookie = entry.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    const headers = { authorization, range: "bytes=10-19", ...(cookie && { cookie }) };
    const part = await again.ask(entry.headers.location ?? "", { headers });
    expect([part.status, part.headers["content-range"]]).toEqual([206, "bytes 10-19/200000"]);
  });

  test("without its handle there is no media, and a segment is no entry", async () => {
    const { viewer, stream } = await begin(carriage);
    expect(await viewer.ask(`/${stream}/v0/index.m3u8`)).toMatchObject({
      status: 401,
      reason: "token-missing",
    });
    const { token } = await running.server.mint({ target: { streams: [stream] } });
    expect((await viewer.ask(`/${stream}/v0/seg-0.ts?token=${token}`)).reason).toBe("not-an-entry");
  });

  test("a handle of one stream does not open another, and a forged one opens nothing", async () => {
    const [one, two] = [await begin(carriage), await begin(carriage)];
    const by = (handle: string) =>
      carriage === "cookie"
        ? two.viewer.ask(`/${two.stream}/v0/index.m3u8`, { headers: { cookie: `sluice_session=${handle}` } })
        : two.viewer.ask(`/${two.stream}/v0/index.m3u8?sluice_session=${handle}`);
    expect(await by(one.handle)).toMatchObject({ status: 403, reason: "handle-wrong-stream" });
    const forged = one.handle.slice(0, -1) + (one.handle.endsWith("A") ? "B" : "A");
    expect((await by(forged)).reason).toBe("handle-invalid");
    expect((await by(two.handle)).status).toBe(200);
  });

  test("the handle counts where its application says it stands, and in the path always", async () => {
    const { handle, stream, viewer } = await begin(carriage);
    const elsewhere =
      carriage === "query"
        ? await viewer.ask(`/${stream}/v0/index.m3u8`, { headers: { cookie: `sluice_session=${handle}` } })
        : await viewer.ask(`/${stream}/v0/index.m3u8?sluice_session=${handle}`);
    expect(elsewhere).toMatchObject({ status: 401, reason: "token-missing" });
    const underPath = await viewer.ask(`/s/${handle}/${stream}/v0/index.m3u8`);
    expect([underPath.status, underPath.text.includes(handle)]).toEqual([200, false]);
    const plain = await begin("path");
    const foreign = await plain.viewer.ask(`/${plain.stream}/v0/index.m3u8?sluice_session=${plain.handle}`, {
      headers: { cookie: `sluice_session=${plain.handle}` },
    });
    expect(foreign).toMatchObject({ status: 401, reason: "token-missing" });
  });

  test("a session belongs to its holder", async () => {
    const { ask } = await begin(carriage);
    const thief = createViewer(running.server, { agent: "Other/1.0", address: "127.9.0.1" });
    expect(await ask("v0/seg-0.ts", thief)).toMatchObject({ status: 403, reason: "session-shared" });
    expect((await ask("v0/seg-0.ts")).status).toBe(200);
  });

  test("what is revoked is refused within a second", async () => {
    const { ask, token } = await begin(carriage);
    expect((await ask("v0/seg-0.ts")).status).toBe(200);
    const from = performance.now();
    expect((await running.server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
    for (const file of ["v0/seg-0.ts", "v0/index.m3u8"]) {
      expect(await ask(file), file).toMatchObject({ status: 403, reason: "token-revoked" });
    }
    expect(performance.now() - from).toBeLessThan(BOUND_MILLISECONDS);
  });

  test("the holder of a used token may repeat the entry, nobody else may", async () => {
    const { viewer, stream, token, ask } = await begin(carriage);
    const path = `/${stream}/index.m3u8?token=${token.token}`;
    expect((await viewer.ask(path)).status).toBe(200);
    const other = createViewer(running.server, { agent: "Other/1.0" });
    expect((await other.ask(path)).reason).toBe("token-already-used");
    expect((await ask("v0/seg-0.ts")).status).toBe(200);
  });

  test("no answer tells a referrer more than the site, nor is it kept by a shared cache", async () => {
    const { entry, ask } = await begin(carriage);
    for (const reply of [entry, await ask("v0/index.m3u8"), await ask("v0/seg-0.ts")]) {
      expect(reply.headers["referrer-policy"]).toBe("strict-origin");
      expect(reply.headers["cache-control"]).toContain("private");
    }
  });
});
