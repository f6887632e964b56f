import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const STARTING_MILLISECONDS = 60_000;
const target = { streams: ["demo/clip"] };

let here: TestServer;
let there: TestServer;

beforeAll(async () => {
  [here, there] = await Promise.all([startSluice(), startSluice()]);
}, STARTING_MILLISECONDS);

afterAll(() => Promise.all([here?.stop(), there?.stop()]));

async function ask(server: TestServer, method: string, path: string, body?: object) {
  const response = await fetch(`${server.url}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === "" ? undefined : JSON.parse(text);
}

async function mint(key: string): Promise<string> {
  return (await ask(here, "POST", "tokens", { kind: "jwt", action: "play", target, key })).token;
}

function check(server: TestServer, token: string) {
  const question = { action: "play", stream: "demo/clip", token, ip: "192.0.2.1", consume: true };
  return ask(server, "POST", "check", question);
}

describe("a rotation with an overlap", () => {
  test("lets tokens of both keys in, here and with whoever fetches the published set", async () => {
    const first = await ask(here, "POST", "keys", { name: "first", algorithm: "ES256" });
    const before = await mint(first.id);
    const next = await ask(here, "POST", `keys/${first.id}/rotate`, { overlap_seconds: 600 });
    const after = await mint(next.id);
    const set = createRemoteJWKSet(new URL(`${here.url}/o/demo/.well-known/jwks.json`));
    for (const [token, kid] of [
      [before, first.kid],
      [after, next.kid],
    ]) {
      expect((await jwtVerify(token, set)).protectedHeader).toMatchObject({ kid, alg: "ES256" });
      expect(await check(here, token)).toMatchObject({ allowed: true });
    }
    expect((await fetch(`${here.url}/.well-known/jwks.json`)).status).toBe(200);
  });
});

describe("a JWKS URL of another server", () => {
  test("vouches for that server's tokens, until the key that follows it is revoked", async () => {
    const signing = await ask(here, "POST", "keys", { name: "signing", algorithm: "EdDSA" });
    const token = await mint(signing.id);
    expect(await check(there, token)).toMatchObject({ allowed: false, reason: "key-unknown" });
    const audiences = [decodeJwt(token).aud ?? []].flat();
    const jwks_url = `${here.url}/o/demo/.well-known/jwks.json`;
    const followed = await ask(there, "POST", "keys", { name: "here", jwks_url, audiences });
    expect(followed).toMatchObject({ source: "jwks", allow_private: true });
    expect(followed.jwks.last_error).toBeNull();
    expect(followed.jwks.keys).toContainEqual({ kid: signing.kid, algorithm: "EdDSA" });
    const entered = await check(there, token);
    expect(entered).toMatchObject({ allowed: true });
    const published = await (await fetch(`${there.url}/.well-known/jwks.json`)).json();
    expect(published).toEqual({ keys: [] });
    await ask(there, "DELETE", `keys/${followed.id}`);
    const { items } = await ask(there, "GET", "sessions");
    expect(items.find(({ id }: { id: string }) => id === entered.session)).toMatchObject({
      end_reason: "revoked",
    });
    expect(await check(there, token)).toMatchObject({ allowed: false, reason: "key-unknown" });
  });
});
