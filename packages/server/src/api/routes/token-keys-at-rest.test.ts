import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../store/sqlite/open.ts";
import { bearer, composeApi } from "../testing/compose-api.ts";

test("no key's bytes lie in the database, however it was made, and it vouches after the next start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const open = () => openSqliteStore({ file: join(folder, "sluice.db"), durability: "process-crash" });
  const store = await open();
  const { api, server } = await composeApi({ store });
  const create = async (body: object) => {
    const reply = await api.inject({
      method: "POST",
      url: "/v1/keys",
      headers: bearer,
      payload: { name: "k", ...body },
    });
    expect(reply.statusCode, reply.payload).toBe(201);
    return reply.json();
  };
  const secret = "a-secret-that-both-sides-know-well";
  const { value, id } = await create({});
  await create({ import: { secret } });
  await create({ algorithm: "ES256" });
  await server.close();
  await store.close();
  const files = readdirSync(folder).map(name => readFileSync(join(folder, name)));
  const needles = [value, secret].flatMap(text => [
    Buffer.from(text),
    Buffer.from(text, "base64url"),
    Buffer.from(Buffer.from(text).toString("base64url")),
  ]);
  expect(files.some(bytes => bytes.includes(id))).toBe(true);
  for (const needle of [...needles, Buffer.from('"d":')]) {
    expect(files.some(bytes => bytes.includes(needle))).toBe(false);
  }
  const again = await open();
  const restarted = await composeApi({ store: again });
  const listed = await restarted.api.inject({ url: "/v1/keys", headers: bearer });
  expect(listed.json().items.map((key: { warnings: readonly string[] }) => key.warnings)).toEqual([
    [],
    [],
    [],
  ]);
  await restarted.server.close();
  await again.close();
});
