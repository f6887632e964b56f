import { describe, expect, test } from "vitest";
import { type Ask, askApi, endOf } from "../testing/declaring-api.ts";

const target = { streams: ["demo/clip"] };

async function mint(ask: Ask, key: string): Promise<string> {
  const reply = await ask("POST", "tokens", { kind: "jwt", action: "play", target, key });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.token;
}

function enter(ask: Ask, token: string) {
  const question = { action: "play", stream: "demo/clip", token, ip: "192.0.2.1", consume: true };
  return ask("POST", "check", question).then(({ body }) => body);
}

describe("revoking a token key", () => {
  test("ends every session of its tokens and lets nobody else in; what another key signed plays on", async () => {
    const { admin } = await askApi();
    const [bad, good] = [
      await admin("POST", "keys", { name: "bad" }),
      await admin("POST", "keys", { name: "good" }),
    ];
    const [leaked, unused] = [await mint(admin, bad.body.id), await mint(admin, bad.body.id)];
    const [ended, going] = [await enter(admin, leaked), await enter(admin, await mint(admin, good.body.id))];
    expect([ended.allowed, going.allowed]).toEqual([true, true]);
    const began = performance.now();
    expect((await admin("DELETE", `keys/${bad.body.id}`)).status).toBe(204);
    expect(await endOf(admin, ended.session)).toBe("revoked");
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await endOf(admin, going.session)).toBeNull();
    for (const token of [leaked, unused]) {
      expect(await enter(admin, token)).toMatchObject({ allowed: false, reason: "key-unknown" });
    }
  });

  test("that has retired only lets nobody else in", async () => {
    const { admin } = await askApi();
    const { body: key } = await admin("POST", "keys", { name: "old" });
    const token = await mint(admin, key.id);
    const { session } = await enter(admin, token);
    await admin("PATCH", `keys/${key.id}`, { state: "retired" });
    expect(await endOf(admin, session)).toBeNull();
    expect(await enter(admin, token)).toMatchObject({ allowed: false, reason: "key-unknown" });
  });

  test("by selector ends its sessions, too; a limited API key names the keys of its applications only", async () => {
    const { admin, askAs } = await askApi();
    const { body: key } = await admin("POST", "keys", { name: "demo", application: "demo" });
    const { body: wide } = await admin("POST", "keys", { name: "wide" });
    const { session } = await enter(admin, await mint(admin, key.id));
    const limited = await askAs({ scopes: ["tokens:revoke"], applications: ["demo"] });
    const refused = await limited("POST", "revocations", { selector: { key: wide.id } });
    expect(refused.status).toBe(403);
    expect((await limited("POST", "revocations", { selector: { key: key.id } })).status).toBe(201);
    expect(await endOf(admin, session)).toBe("revoked");
  });
});
