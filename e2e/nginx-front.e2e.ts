import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import bounds from "../vectors/doors/bounds.json" with { type: "json" };
import { enterClip, type FrontStage, startFront } from "./nginx-front/front-stage.ts";
import type { FrontRecipe } from "./nginx-front/nginx-in-front.ts";
import { startOrigin } from "./support/origin-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import type { MintedToken } from "./support/sluice.ts";
import { AGENT, createViewer, type Reply, type Viewer } from "./support/viewer.ts";
import { sessionOf, usesOf } from "./support/viewer-token.ts";

const SEGMENT = "v0/seg-1.m4s";
const MANIFEST = "v0/index.m3u8";
/** The bound of the slowest of what a revocation reaches, as docs/guarantees.md quotes it. */
const boundOf = (recipe: FrontRecipe) =>
  bounds.doors.find(({ door }) => door === recipe)?.revocationBoundMilliseconds ?? 0;
const BOUND_OF_MANIFESTS_MILLISECONDS = 1_000;
const recipes: readonly FrontRecipe[] = ["accel-redirect", "auth-request", "offline"];

describeWithPeers(["nginx", "nginx-js"], "nginx in front", () => {
  describe.each(recipes)("by deploy/nginx/%s.conf", recipe => {
    let stage: FrontStage;
    let device: Viewer;
    let token: MintedToken;
    let root: string;

    beforeAll(async () => {
      stage = await startFront(recipe);
      device = stage.device();
      token = await stage.mint("clip");
      root = await enterClip(device, token);
    }, 60_000);
    afterAll(() => stage?.stop());

    test("a player gets from the entry to its segments, which nginx sends byte for byte", async () => {
      const first = await device.ask(`${root}${MANIFEST}`);
      expect(first.status).toBe(200);
      const names = [...first.text.matchAll(/^(?!#)\S*?(v0\/)?(seg-[0-2]\.m4s)$/gm)].map(match => match[2]);
      expect(names).toEqual(["seg-0.m4s", "seg-1.m4s", "seg-2.m4s"]);
      for (const path of [...names.map(name => `v0/${name}`), "a0/seg-3.m4s"]) {
        const { bytes, headers } = await whole(device, root + path);
        expect(bytes.equals(stage.file(path)), path).toBe(true);
        expect(headers["etag"]).toBe(stage.etagOfNginx(path));
        expect(headers).toMatchObject(HEADERS);
      }
    });

    test("what Sluice sends by itself comes through as well: init segments, DASH", async () => {
      const init = await whole(device, `${root}v0/init.mp4`);
      expect(init.bytes.equals(stage.file("v0/init.mp4"))).toBe(true);
      const viewer = stage.device();
      const dash = await enterClip(viewer, token, { entry: "dash" });
      expect((await whole(viewer, dash + SEGMENT)).bytes.equals(stage.file(SEGMENT))).toBe(true);
    });

    test("a range is answered by nginx, and one outside of the file is refused", async () => {
      const part = await device.open(root + SEGMENT, { headers: { range: "bytes=100-199" } });
      expect(part.statusCode).toBe(206);
      const bytes = Buffer.concat(await part.toArray());
      expect(bytes.equals(stage.file(SEGMENT).subarray(100, 200))).toBe(true);
      expect(part.headers["content-range"]).toBe(`bytes 100-199/${stage.file(SEGMENT).length}`);
      const none = await device.ask(root + SEGMENT, { headers: { range: "bytes=99999999-" } });
      expect(none.status).toBe(416);
      const head = await device.ask(root + SEGMENT, { method: "HEAD" });
      expect(head).toMatchObject({
        status: 200,
        text: "",
        headers: { "content-length": String(stage.file(SEGMENT).length) },
      });
    });

    test("a one-time entry is spent once, whoever comes second and from wherever", async () => {
      const once = await stage.mint("clip", "one-time");
      const owner = stage.device();
      const place = await enterClip(owner, once);
      expect((await owner.ask(place + SEGMENT)).status).toBe(200);
      const second = await stage.device().ask(`/films/clip/index.m3u8?token=${once.token}`);
      expect(second).toMatchObject({ status: 403, reason: "token-already-used" });
      expect(await usesOf(stage.server, once)).toBe(1);
    });

    test("an altered handle, and one of another stream, open nothing", async () => {
      expect((await device.ask(root + SEGMENT)).status).toBe(200);
      expect(await device.ask(altered(root) + SEGMENT)).toMatchObject({
        status: 403,
        reason: "handle-invalid",
      });
      const other = root.replace("films/clip", "films/other");
      for (const path of [SEGMENT, MANIFEST]) {
        expect(await device.ask(other + path), path).toMatchObject({
          status: 403,
          reason: "handle-wrong-stream",
        });
      }
    });

    test("a second device is refused with the manifest, and with segments where Sluice is asked, though the first has just had them", async () => {
      const once = await stage.mint("clip", "one-time");
      const owner = stage.device();
      const place = await enterClip(owner, once);
      const sameAddress = createViewer(stage.nginx, { address: "127.9.9.9", agent: AGENT });
      expect((await owner.ask(place + SEGMENT)).status).toBe(200);
      for (const stranger of [stage.device(), sameAddress]) {
        expect((await stranger.ask(place + MANIFEST)).status).toBe(403);
        expect((await stranger.ask(place + SEGMENT)).status).toBe(recipe === "offline" ? 200 : 403);
      }
      expect((await owner.ask(place + SEGMENT)).status).toBe(200);
    });

    test("what is revoked is refused within the bound that docs/nginx.md states", async () => {
      const revoked = await stage.mint("clip");
      const viewer = stage.device();
      const place = await enterClip(viewer, revoked);
      expect((await viewer.ask(place + SEGMENT)).status).toBe(200);
      await stage.revoke(revoked);
      const from = performance.now();
      const manifest = await viewer.ask(place + MANIFEST);
      expect(manifest).toMatchObject({ status: 403, reason: "token-revoked" });
      expect(performance.now() - from).toBeLessThan(BOUND_OF_MANIFESTS_MILLISECONDS);
      const { lastAllowed, after } = await askUntilRefused(() => viewer.ask(place + SEGMENT), from);
      if (recipe === "offline") expect(after.status).toBe(200);
      else {
        expect(lastAllowed).toBeLessThan(boundOf(recipe));
        expect(after).toMatchObject({ status: 403, reason: "token-revoked" });
      }
    });

    if (recipe === "accel-redirect") handedOver(() => stage);
    if (recipe === "offline") bounded(() => stage);

    test("the folder has no other door: no location by name, no dot file, no climbing, no other type, no question to Sluice", async () => {
      for (const path of [
        `/_media/films/clip/${SEGMENT}`,
        `/_media/films/../films/clip/${SEGMENT}`,
        `/_media/films/clip/%2e%2e/clip/${SEGMENT}`,
        `/films/clip/${SEGMENT}`,
        `/${SEGMENT}`,
        "/_sluice",
        "/verify/nginx",
        `${root}.secret.ts`,
        `${root}.hidden/seg-0.ts`,
        `${root}v0/.secret.ts`,
        `${root}v0/notes.txt`,
        `${root}../../beside.ts`,
        `${root}%2e%2e/%2e%2e/beside.ts`,
        `${root}%2e%2e/other/${SEGMENT}`,
        `${root}../other/${SEGMENT}`,
        `${root}v0/missing.m4s`,
      ]) {
        const { status, text } = await device.ask(path);
        expect([400, 401, 403, 404], path).toContain(status);
        expect(text).not.toContain("not for viewers");
      }
    });

    test("no token and no handle is in a log of nginx, however it came, nor a token in what it keeps", async () => {
      const spent = await stage.mint("clip");
      const viewer = stage.device();
      const place = await enterClip(viewer, spent);
      const handle = place.split("/")[2] ?? "";
      const url = `${stage.nginx.url}/films/clip/index.m3u8?token=${spent.token}`;
      const headers = {
        referer: url,
        cookie: `sluice_token=${spent.token}; sluice_session=${handle}`,
        authorization: `Bearer ${spent.token}`,
      };
      for (const path of [
        place + SEGMENT,
        `${place}${SEGMENT}?token=${spent.token}`,
        `${place}v0/missing.m4s?jwt=${spent.token}`,
        `${place}${MANIFEST}?access_token=${spent.token}`,
        `/films/clip/index.m3u8?CAT=${spent.token}&sluice_session=${handle}`,
        `/${spent.token}/films/clip/index.m3u8`,
        `/films/clip/index.m3u8;URISigningPackage=${spent.token}`,
        `/_media/films/s/${handle}/x.ts`,
      ]) {
        await viewer.ask(path, { headers });
      }
      const kept = stage.nginx.kept();
      if (recipe === "auth-request") expect(kept).toContain("HTTP/1.1 200");
      else expect(kept).toBe("");
      expect(kept).not.toContain(spent.token);
      expect(kept.toLowerCase()).not.toContain("set-cookie");
      await expect.poll(() => stage.nginx.logs()).toContain(`GET /s/[handle]/films/clip/${SEGMENT}`);
      const logs = stage.nginx.logs();
      expect(logs).toMatch(/"GET \/films\/clip\/index\.m3u8" 200 \d+ /);
      for (const secret of [spent.token, handle, token.token, root.split("/")[2] ?? ""]) {
        expect(logs).not.toContain(secret);
      }
    });

    test("without Sluice nobody is let in, but by what nginx checks itself", async () => {
      expect((await device.ask(root + SEGMENT)).status).toBe(200);
      await stage.server.kill();
      await sleep(2_000);
      expect((await device.ask(root + MANIFEST)).status).toBe(502);
      const segment = await device.ask(root + SEGMENT);
      if (recipe === "offline") expect(segment.status).toBe(200);
      else expect([500, 502]).toContain(segment.status);
    });
  });

  test("segments may come from a server behind nginx, which sees no handle, no token and no cookie", async () => {
    const asked: IncomingMessage[] = [];
    const origin = await startOrigin();
    onTestFinished(() => origin.close());
    const stage = await startFront("auth-request", { mediaPort: origin.port });
    onTestFinished(() => stage.stop());
    origin.set(`/films/clip/${SEGMENT}`, (request, response) => {
      asked.push(request);
      const { range } = request.headers;
      const body = stage
        .file(SEGMENT)
        .subarray(range === "bytes=0-9" ? 0 : undefined, range ? 10 : undefined);
      const head = { "cache-control": "public", "set-cookie": "x=1", "content-type": "video/iso.segment" };
      response.writeHead(range ? 206 : 200, { ...head, "accept-ranges": "bytes" }).end(body);
    });
    const device = stage.device();
    const minted = await stage.mint("clip");
    const { token } = minted;
    const root = await enterClip(device, minted);
    const headers = {
      cookie: `sluice_token=${token}`,
      authorization: `Bearer ${token}`,
      referer: `http://x/?${token}`,
    };
    const got = await whole(device, `${root}${SEGMENT}?token=${token}`, headers);
    expect(got.bytes.equals(stage.file(SEGMENT))).toBe(true);
    expect(got.headers).toMatchObject(HEADERS);
    expect(got.headers["set-cookie"]).toBeUndefined();
    const part = await device.ask(root + SEGMENT, { headers: { ...headers, range: "bytes=0-9" } });
    expect(part.status).toBe(206);
    expect(asked.map(({ url }) => url)).toEqual([`/films/clip/${SEGMENT}`, `/films/clip/${SEGMENT}`]);
    for (const request of asked) {
      expect(Object.keys(request.headers).toSorted()).toEqual(
        request.headers.range === undefined ? ["host"] : ["host", "range"],
      );
    }
    expect((await stage.device().ask(`${altered(root)}${SEGMENT}`)).status).toBe(403);
    expect(asked).toHaveLength(2);
  }, 60_000);
});

/** What holds where Sluice judges each segment. */
function handedOver(stageOf: () => FrontStage): void {
  test("a revocation refuses the very next segment", async () => {
    const stage = stageOf();
    const revoked = await stage.mint("clip");
    const viewer = stage.device();
    const place = await enterClip(viewer, revoked);
    expect((await viewer.ask(place + SEGMENT)).status).toBe(200);
    await stage.revoke(revoked);
    expect(await viewer.ask(place + SEGMENT)).toMatchObject({ status: 403, reason: "token-revoked" });
  });

  test("bytes that nginx sends are the session's: of a range its own, of a file all", async () => {
    const stage = stageOf();
    const counted = await stage.mint("clip");
    const viewer = stage.device();
    const place = await enterClip(viewer, counted);
    const id = await sessionOf(stage.server, counted);
    const bytesOf = async () => Number((await stage.server.api("GET", `/v1/sessions/${id}`)).body["bytes"]);
    await viewer.ask(place + SEGMENT, { headers: { range: "bytes=0-999" } });
    await viewer.ask(place + SEGMENT, { method: "HEAD" });
    const size = stage.file("v0/seg-2.m4s").length;
    await viewer.ask(`${place}v0/seg-2.m4s`);
    await expect.poll(bytesOf, { timeout: 10_000 }).toBeGreaterThanOrEqual(size + 1_000);
    // The entry's manifest is a few kilobytes; a whole first segment would be more.
    expect(await bytesOf()).toBeLessThan(size + stage.file(SEGMENT).length);
  });

  test("whoever comes to Sluice directly gets bytes and never the header", async () => {
    const stage = stageOf();
    const viewer = createViewer(stage.server, { address: "127.9.1.1" });
    const place = await enterClip(viewer, await stage.mint("clip"));
    const headers = { "x-forwarded-for": "127.0.0.1" };
    const direct = await whole(viewer, place + SEGMENT, headers);
    expect(direct.bytes.equals(stage.file(SEGMENT))).toBe(true);
    expect(direct.headers["x-accel-redirect"]).toBeUndefined();
  });

  test("nobody who comes through nginx sees where it finds the files", async () => {
    const stage = stageOf();
    const viewer = stage.device();
    const place = await enterClip(viewer, await stage.mint("clip"));
    expect((await whole(viewer, place + SEGMENT)).headers["x-accel-redirect"]).toBeUndefined();
  });
}

/** What holds where nginx asks nobody. */
function bounded(stageOf: () => FrontStage): void {
  test("a handle opens segments until its cap, and not longer", async () => {
    const stage = stageOf();
    const sessions = { idle_seconds: 4, max_seconds: 4, lease_seconds: 4 };
    const changed = await stage.server.api("PATCH", "/v1/applications/films", { sessions });
    expect(changed.status).toBe(200);
    const viewer = stage.device();
    const place = await enterClip(viewer, await stage.mint("clip"));
    expect((await viewer.ask(place + SEGMENT)).status).toBe(200);
    await sleep(4_100);
    expect(await viewer.ask(place + SEGMENT)).toMatchObject({ status: 403, reason: "session-expired" });
    const back = await stage.server.api("PATCH", "/v1/applications/films", { sessions: null });
    expect(back.status).toBe(200);
  });
}

/** A handle that Sluice has not made. */
function altered(root: string): string {
  return root.replace(/(?<=\/s\/.{30})./, letter => (letter === "A" ? "B" : "A"));
}

/** Asks again and again for three seconds, or until it is refused: when the last request began that was let in. */
async function askUntilRefused(ask: () => Promise<Reply>, from: number) {
  let lastAllowed = 0;
  for (;;) {
    const began = performance.now() - from;
    const after = await ask();
    if (after.status !== 200 || began > 3_000) return { lastAllowed, after };
    lastAllowed = began;
    await sleep(50);
  }
}

/** What Sluice sends with media, and nginx in its place. */
const HEADERS = {
  "content-type": "video/iso.segment",
  "cache-control": "private, no-cache",
  "accept-ranges": "bytes",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": expect.stringContaining("Content-Range"),
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "referrer-policy": "strict-origin",
};

async function whole(viewer: Viewer, path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await viewer.open(path, { headers });
  const bytes = Buffer.concat(await response.toArray());
  expect(response.statusCode, path.replace(/\/s\/[^/]+/, "/s/…")).toBe(200);
  return { bytes, headers: response.headers };
}
