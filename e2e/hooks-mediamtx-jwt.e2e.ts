import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSluice, type TestServer } from "./support/sluice.ts";

const SECRET = "hook-secret-of-mediamtx-0123456789";

let sluice: TestServer;
beforeAll(async () => {
  sluice = await startSluice({ env: { SLUICE_HOOK_SECRET: SECRET } });
});
afterAll(() => sluice.stop());

interface Permission {
  readonly action: string;
  readonly path: string;
}

/** `authMethod: jwt` as MediaMTX does it (internal/auth/manager.go): a key of the set, the issuer, then the permissions. */
async function asMediamtx(token: string, asked: Permission): Promise<boolean> {
  const response = await fetch(`${sluice.url}/o/demo/.well-known/jwks.json`);
  const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
  const { payload } = await jwtVerify(token, keys, {
    issuer: `http://localhost:${new URL(sluice.url).port}/o/demo`,
  });
  const permissions = payload["mediamtx_permissions"] as readonly Permission[];
  return permissions.some(({ action, path }) => action === asked.action && ["", asked.path].includes(path));
}

function ask(token: string, action: string, path: string, id: string): Promise<Response> {
  const body = {
    ip: "203.0.113.9",
    user: "",
    password: "",
    token,
    action,
    path,
    protocol: "rtmp",
    id,
    query: "",
  };
  return fetch(`${sluice.url}/hooks/mediamtx/${SECRET}`, { method: "POST", body: JSON.stringify(body) });
}

test.each(["ES256", "EdDSA"])(
  "a JWT by %s with mediamtx_permissions is good for MediaMTX alone, by the published keys, and for its hook",
  async algorithm => {
    const key = await sluice.api("POST", "/v1/keys", { name: algorithm, algorithm });
    expect(key.status).toBe(201);
    const stream = `live/${algorithm.toLowerCase()}`;
    const { token } = await sluice.mint({
      kind: "jwt",
      profile: "mediamtx",
      key: key.body["id"],
      action: "publish",
      target: { streams: [stream] },
    });

    expect(await asMediamtx(token, { action: "publish", path: stream })).toBe(true);
    expect(await asMediamtx(token, { action: "read", path: stream })).toBe(false);
    expect(await asMediamtx(token, { action: "publish", path: "live/other" })).toBe(false);

    expect((await ask(token, "publish", stream, `${algorithm}-1`)).status).toBe(200);
    expect((await ask(token, "read", stream, `${algorithm}-2`)).status).toBe(403);
    expect((await ask(token, "publish", "live/other", `${algorithm}-3`)).status).toBe(403);
  },
);
