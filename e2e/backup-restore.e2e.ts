import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupOf, restoreTo } from "./backup/backup-api.ts";
import { type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, type Reply, sessionPath } from "./support/viewer.ts";

const STREAM = "demo/clip";

let server: TestServer;
beforeAll(async () => {
  server = await startSluice();
});
afterAll(() => server.stop());

/** An entry by a viewer of its own. */
const enter = (token: MintedToken, agent: string): Promise<Reply> =>
  createViewer(server, { agent }).ask(`/${STREAM}/index.m3u8?token=${token.token}`);

const mint = (grant: Readonly<Record<string, unknown>> = {}): Promise<MintedToken> => server.mint(grant);

async function asked(path: string, key: string): Promise<number> {
  return (await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
}

async function apiKey(): Promise<{ readonly id: string; readonly key: string }> {
  const { status, body } = await server.api("POST", "/v1/api-keys", { name: "k", scopes: ["tokens:read"] });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as unknown as { id: string; key: string };
}

describe("after a restore", () => {
  test("nothing that was spent, revoked or removed since the backup is good again", async () => {
    const [spent, revoked, ruled, suspended] = [
      await mint(),
      await mint(),
      await mint({ user: "eve" }),
      await mint(),
    ];
    const untouched = await mint();
    const [kept, removed] = [await apiKey(), await apiKey()];
    const file = await backupOf(server);

    expect((await enter(spent, "first")).status).toBe(200);
    await server.api("DELETE", `/v1/tokens/${revoked.id}`);
    await server.api("POST", `/v1/tokens/${suspended.id}/suspend`);
    await server.api("POST", "/v1/revocations", { selector: { user: "eve" } });
    await server.api("DELETE", `/v1/api-keys/${removed.id}`);
    const newer = await mint();

    const { status, body } = await restoreTo(server, file);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ other_history: false, tokens_withdrawn: 1 });

    expect((await enter(spent, "second")).reason).toBe("token-already-used");
    expect((await enter(revoked, "v")).reason).toBe("token-revoked");
    expect((await enter(ruled, "v")).reason).toBe("token-revoked");
    expect((await enter(suspended, "v")).status).toBe(403);
    expect((await enter(newer, "v")).reason).toBe("token-unknown");
    expect((await enter(untouched, "v")).status).toBe(200);
    expect(await asked("/v1/tokens", kept.key)).toBe(200);
    expect(await asked("/v1/tokens", removed.key)).toBe(401);
  });

  test("declared things are as they were, and the audit log is whole and tells of it", async () => {
    const declare = async (name: string) => {
      const order = { url: `https://hooks.example.com/${name}`, events: ["session.started"] };
      const { status, body } = await server.api("POST", "/v1/webhooks", order);
      expect(status, JSON.stringify(body)).toBe(201);
      return `/v1/webhooks/${body.id}`;
    };
    const before = await declare("before");
    const file = await backupOf(server);
    const later = await declare("later");
    expect((await server.api("DELETE", before)).status).toBe(204);

    expect((await restoreTo(server, file)).body).toMatchObject({ objects_changed: 2 });

    expect((await server.api("GET", before)).status).toBe(200);
    expect((await server.api("GET", later)).status).toBe(404);
    expect((await server.api("POST", "/v1/audit/verify")).body).toMatchObject({ ok: true });
    const { items } = (await server.api("GET", "/v1/audit?limit=4")).body as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toEqual([
      "server.restore",
      "webhook.delete",
      "webhook.create",
      "server.backup",
    ]);
  });

  test("a viewer who was erased since the backup is in no file and no answer again", async () => {
    const user = "planted-viewer-7c1f";
    const token = await mint({ user });
    expect((await enter(token, "erased")).status).toBe(200);
    const file = await backupOf(server);
    expect(Buffer.from(file).includes(user)).toBe(true);
    expect((await server.api("DELETE", `/v1/users/${user}/data`)).status).toBe(200);
    expect((await restoreTo(server, file)).body).toMatchObject({ tokens_returned: 0 });
    expect((await enter(token, "again")).reason).toBe("token-unknown");
    for (const list of ["tokens", "sessions", "decisions", "audit"]) {
      const { body } = await server.api("GET", `/v1/${list}?limit=200`);
      expect(JSON.stringify(body).includes(user), list).toBe(false);
    }
    for (const name of ["sluice.db", "sluice.db-wal"]) {
      expect(readFileSync(join(server.dataDir, name)).includes(user), name).toBe(false);
    }
  });

  test("who was playing plays on, with a token that the backup knows; others are ended", async () => {
    const known = await mint();
    const viewer = createViewer(server, { agent: "known" });
    const file = await backupOf(server);
    // The session is newer than the backup: its token is not.
    const where = sessionPath(await viewer.ask(`/${STREAM}/index.m3u8?token=${known.token}`));
    const newer = await mint();
    const other = createViewer(server, { agent: "newer" });
    const elsewhere = sessionPath(await other.ask(`/${STREAM}/index.m3u8?token=${newer.token}`));
    expect((await restoreTo(server, file)).body).toMatchObject({ sessions_ended: 1 });
    expect((await viewer.ask(where)).status).toBe(200);
    expect((await other.ask(elsewhere)).status).toBe(403);
  });

  test("the database is exchanged behind a listener that stays: meanwhile requests get 503, and none is lost", async () => {
    const file = await backupOf(server);
    const statuses = new Set<number>();
    let isOver = false;
    const asking = (async () => {
      while (!isOver) statuses.add((await fetch(`${server.url}/v1/health`)).status);
    })();
    expect((await restoreTo(server, file)).status).toBe(200);
    isOver = true;
    await asking;
    expect([...statuses].toSorted()).toEqual([200, 503]);
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
  });
});

describe("a file that is refused changes nothing", () => {
  test.for(["damaged", "of a newer program", "of another master key", "of another database"])(
    "%s",
    async kind => {
      const file = await refusedFile(kind);
      const before = await state();
      const { status, body } = await restoreTo(server, file);
      expect(body, kind).toMatchObject(
        kind === "of another database"
          ? { status: 409, reason: "state-conflict" }
          : { status: 422, reason: "file-unusable" },
      );
      expect(status).toBe(body.status);
      expect(await state()).toEqual(before);
      expect(readdirSync(server.dataDir).filter(name => name.includes(".tmp"))).toEqual([]);
    },
  );
});

function masterKeyOf({ dataDir }: TestServer): string {
  return readFileSync(`${dataDir}.master-key`, "utf8").trim();
}

/** What there is to see of the database. */
async function state(): Promise<unknown> {
  const paths = ["/v1/tokens", "/v1/sessions", "/v1/api-keys", "/v1/audit", "/v1/revocations"];
  const answers = await Promise.all(paths.map(path => server.api("GET", `${path}?limit=200`)));
  // Keys note their last use.
  return answers.map(({ body }) =>
    JSON.stringify(body, (name, value) => (name === "last_used_at" ? 0 : value)),
  );
}

async function refusedFile(kind: string): Promise<Uint8Array<ArrayBuffer>> {
  if (kind === "damaged") return (await backupOf(server)).fill(0x41, 4096, 12_288);
  if (kind === "of a newer program") {
    const file = await backupOf(server);
    // The user version of the database (sqlite.org/fileformat.html, section 1.3).
    new DataView(file.buffer).setUint32(60, 999);
    return file;
  }
  const masterKey = kind === "of another database" ? masterKeyOf(server) : "5".repeat(64);
  const other = await startSluice({ env: { SLUICE_MASTER_KEY: masterKey } });
  try {
    return await backupOf(other);
  } finally {
    await other.stop();
  }
}
