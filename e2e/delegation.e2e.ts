import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import bounds from "../vectors/doors/bounds.json" with { type: "json" };
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { startSlowDownload } from "./support/viewer-download.ts";
import { enter, entryPath, usesOf } from "./support/viewer-token.ts";

const MEGABYTE = 1024 * 1024;
/** More than all buffers between two processes can hold. */
const FILE_BYTES = 96 * MEGABYTE;
/** What docs/guarantees.md promises, here measured from the call's start. */
const BOUND_MILLISECONDS =
  bounds.doors.find(({ door }) => door === "gateway")?.revocationBoundMilliseconds ?? 0;

let running: ServerWithOrigin;
let folder: string;
let streams = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-media-"));
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    disk: { kind: "vod", origin: { folder } },
  }));
});

afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** Hands a token on, as whoever has it would. */
async function handOn(token: MintedToken, grant: Grant = {}): Promise<MintedToken> {
  const reply = await fetch(`${running.server.url}/v1/delegations`, {
    method: "POST",
    headers: { authorization: `Bearer ${token.token}`, "content-type": "application/json" },
    body: JSON.stringify(grant),
  });
  const body = (await reply.json()) as MintedToken;
  expect(reply.status, JSON.stringify(body)).toBe(201);
  return body;
}

/** A token for a stream of its own that may be handed on, and what was made from it. */
async function family(application: "film" | "disk", grant: Grant = {}) {
  streams += 1;
  const stream = `${application}/s${streams}`;
  if (application === "film") putStream(running.origin, `/${stream}`, "vod");
  else putLargeFile(`s${streams}`);
  const parent = await running.server.mint({
    kind: "access",
    target: { streams: [stream] },
    user: `partner ${streams}`,
    delegation: { depth: 2 },
    ...grant,
  });
  const child = await handOn(parent, { delegation: { depth: 1 }, user: "viewer" });
  const grandchild = await handOn(child, { kind: "one-time" });
  return { stream, parent, child, grandchild, user: `partner ${streams}` };
}

type Family = Awaited<ReturnType<typeof family>>;

/** Ways to end what was made from a token by naming that token. */
const cuts: readonly (readonly [what: string, cut: (of: Family) => Promise<void>])[] = [
  [
    "DELETE of the parent",
    async ({ parent }) => {
      expect((await running.server.api("DELETE", `/v1/tokens/${parent.id}`)).status).toBe(204);
    },
  ],
  [
    "suspension of the parent",
    async ({ parent }) => {
      expect((await running.server.api("POST", `/v1/tokens/${parent.id}/suspend`)).status).toBe(200);
    },
  ],
  ["revocation of the parent by selector", ({ parent }) => revoke({ token: parent.id })],
  ["revocation of the parent's user", ({ user }) => revoke({ user })],
];

describe.each(cuts)("%s", (_, cut) => {
  test("cuts the running downloads of a child and of a grandchild within the bound", async () => {
    const made = await family("disk");
    const viewers = [made.child, made.grandchild].map(token => ({
      token,
      viewer: createViewer(running.server),
    }));
    const downloads = await Promise.all(
      viewers.map(async ({ token, viewer }) => {
        const where = await enter(viewer, entryPath(made.stream, "mp4", token));
        const download = await startSlowDownload(viewer, where);
        await download.received(MEGABYTE);
        return { where, viewer, download };
      }),
    );
    const from = performance.now();
    await cut(made);
    for (const { where, viewer, download } of downloads) {
      const { bytes, isComplete } = await download.ended;
      expect(performance.now() - from).toBeLessThanOrEqual(BOUND_MILLISECONDS);
      expect(isComplete).toBe(false);
      expect(bytes).toBeLessThan(FILE_BYTES / 2);
      expect((await viewer.ask(where, { headers: { range: "bytes=1000-2000" } })).status).toBe(403);
    }
    for (const token of [made.child, made.grandchild]) {
      const again = await createViewer(running.server).ask(entryPath(made.stream, "mp4", token));
      expect([again.status, again.reason]).toEqual([
        403,
        expect.stringMatching(/^token-(revoked|suspended)$/),
      ]);
    }
  });
});

test("a child plays, its use counts at the parent, and the parent's last use is nobody's twice", async () => {
  const { parent, child, grandchild, stream } = await family("film", { max_uses: 3 });
  const asked = [child, grandchild, child, parent, child].map((token, index) =>
    createViewer(running.server, { agent: `Viewer/${index}` }).ask(entryPath(stream, "hls", token)),
  );
  const replies = await Promise.all(asked);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(new Set(replies.filter(({ status }) => status !== 200).map(({ reason }) => reason))).toEqual(
    new Set(["token-already-used"]),
  );
  expect(await usesOf(running.server, parent)).toBe(3);
});

test("a limit that the parent gets later holds for a child that plays", async () => {
  const { parent, grandchild, stream } = await family("film");
  const viewer: Viewer = createViewer(running.server);
  const where = await enter(viewer, entryPath(stream, "hls", grandchild));
  expect((await viewer.ask(where)).status).toBe(200);
  const { status } = await running.server.api("PATCH", `/v1/tokens/${parent.id}`, { ip: ["192.0.2.0/24"] });
  expect(status).toBe(200);
  expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "ip-not-allowed" });
});

test("what was made from a revoked token has ended for that reason, and an explanation names the token that is the cause", async () => {
  const { parent, grandchild, stream } = await family("film");
  await enter(createViewer(running.server), entryPath(stream, "hls", grandchild));
  await running.server.api("DELETE", `/v1/tokens/${parent.id}`);
  const { body } = await running.server.api("GET", `/v1/sessions?token=${grandchild.id}`);
  expect(body.items).toMatchObject([{ status: "ended", end_reason: "revoked" }]);
  const explained = await running.server.api("POST", "/v1/explain", {
    action: "play",
    stream,
    token: grandchild.token,
  });
  expect(explained.body).toMatchObject({ allowed: false, reason: "token-revoked" });
  const failed = (explained.body.rules as { rule: string; outcome: string }[]).filter(
    ({ outcome }) => outcome === "fail",
  );
  expect(failed.map(({ rule }) => rule)).toEqual([`parent ${parent.id}: not-revoked`]);
});

function putLargeFile(stream: string): void {
  mkdirSync(join(folder, stream));
  const file = join(folder, stream, "clip.mp4");
  writeFileSync(file, "");
  truncateSync(file, FILE_BYTES);
}

async function revoke(selector: Readonly<Record<string, unknown>>): Promise<void> {
  const { status, body } = await running.server.api("POST", "/v1/revocations", { selector });
  expect([status, body.sessions]).toEqual([201, 2]);
}
