import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ADMIN_KEY, type ComposedApi, composeApi } from "../../api/testing/compose-api.ts";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import { openMemoryStore } from "../../store/memory/open.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };

function streamJwt(secret = SECRET): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256" })}.${part({ streamId: "cam", type: "play" })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** Why the JWT does not play now; null: it does. */
async function reasonOf({ server }: ComposedApi, token: string, more: object = {}): Promise<string | null> {
  const payload = JSON.stringify({ action: "play", stream: "live/cam", token, ...more });
  return (await server.api.inject({ method: "POST", url: "/v1/check", headers, payload })).json().reason;
}

async function set({ server }: ComposedApi, settings: object): Promise<boolean> {
  const url = "/rest/v2/applications/settings/live";
  const reply = await server.compat.inject({
    method: "POST",
    url,
    headers,
    payload: JSON.stringify(settings),
  });
  return reply.json().success;
}

describe("jwtStreamSecretKey", () => {
  test("is there again after a restart", async () => {
    const store = openMemoryStore({ sealAudit: createAuditSeal(new Uint8Array(32).fill(1)) });
    const first = await composeApi({ store });
    expect(await set(first, { jwtStreamSecretKey: SECRET })).toBe(true);
    expect(await reasonOf(first, streamJwt())).toBeNull();
    await first.server.close();
    const second = await composeApi({ store });
    expect(await reasonOf(second, streamJwt())).toBeNull();
    await second.server.close();
  });

  test("of a configuration file holds from its reading to the next", async () => {
    const composed = await composeApi();
    const yaml = (antmedia: string) => `applications: {live: {kind: live, antmedia: {${antmedia}}}}`;
    await composed.declare(yaml(`jwtStreamSecretKey: ${SECRET}`));
    expect(await reasonOf(composed, streamJwt())).toBeNull();
    await composed.declare(yaml(""));
    expect(await reasonOf(composed, streamJwt())).not.toBeNull();
    await composed.server.close();
  });

  test("takes sessions along when it is changed", async () => {
    const composed = await composeApi();
    await set(composed, { jwtStreamSecretKey: SECRET });
    expect(await reasonOf(composed, streamJwt(), { consume: true })).toBeNull();
    const sessions = async (live: boolean) => {
      const reply = await composed.server.api.inject({
        url: `/v1/sessions?status=${live ? "live" : "ended"}`,
        headers,
      });
      return reply.json().items;
    };
    expect(await sessions(true)).toHaveLength(1);
    await set(composed, { jwtStreamSecretKey: "another secret of 32 characters!" });
    await expect.poll(() => sessions(true)).toEqual([]);
    expect((await sessions(false))[0]).toMatchObject({ end_reason: "revoked" });
    expect(await reasonOf(composed, streamJwt())).not.toBeNull();
    expect(await reasonOf(composed, streamJwt("another secret of 32 characters!"))).toBeNull();
    await composed.server.close();
  });
});

test("an address of the list is not believed through a trusted proxy, which may have said nothing of itself", async () => {
  const composed = await composeApi({ trustedProxies: ["127.0.0.1"] });
  await set(composed, { remoteAllowedCIDR: "127.0.0.1" });
  const url = "/live/rest/v2/broadcasts/cam/tokens/list/0/1";
  const from = (remoteAddress: string) => composed.server.compat.inject({ url, remoteAddress });
  expect((await from("127.0.0.1")).statusCode).toBe(403);
  await set(composed, { remoteAllowedCIDR: "127.0.0.2" });
  expect((await from("127.0.0.2")).statusCode).toBe(200);
  await composed.server.close();
});
