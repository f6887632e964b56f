import { generateKeyPairSync } from "node:crypto";
import { decodeCoseKeySet } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { type Ask, askApi } from "../testing/declaring-api.ts";

const tokens = ["tokens:create", "tokens:create-organization"] as const;

async function create(ask: Ask, changes: Readonly<Record<string, unknown>> = {}) {
  const reply = await ask("POST", "keys", { name: "player", ...changes });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

function publicPair(type: "ed25519" | "ec" = "ed25519") {
  const pair =
    type === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return {
    jwk: { ...pair.publicKey.export({ format: "jwk" }) },
    privateJwk: { ...pair.privateKey.export({ format: "jwk" }) },
    pem: String(pair.publicKey.export({ format: "pem", type: "spki" })),
    privatePem: String(pair.privateKey.export({ format: "pem", type: "pkcs8" })),
  };
}

describe("a key that is made here", () => {
  test("is an active HS256 key, the default of its organization, whose value is shown once", async () => {
    const { admin, store } = await askApi();
    const reply = await admin("POST", "keys", { name: "player" });
    expect(reply.headers).toMatchObject({ "cache-control": "no-store", etag: '"1"' });
    const { value, ...view } = reply.body;
    expect(Buffer.from(value, "base64url")).toHaveLength(32);
    expect(view).toMatchObject({
      algorithm: "HS256",
      source: "created",
      state: "active",
      role: "default",
      kid: view.id,
      public_jwk: null,
      warnings: [],
    });
    expect((await admin("GET", `keys/${view.id}`)).body).toEqual(view);
    expect((await admin("GET", "keys")).body.items).toEqual([view]);
    const audit = await store.listAudit({ organization: "demo", limit: 50 });
    expect(JSON.stringify([audit, await store.tokenKeys()])).not.toContain(value);
    expect((await create(admin)).role).toBeNull();
  });

  test.for(["ES256", "ES384", "EdDSA", "PS256", "RS256"])(
    "with %s keeps its private half",
    async algorithm => {
      const { admin, store } = await askApi();
      const { value, public_jwk } = await create(admin, { algorithm });
      expect(value).toBeNull();
      expect(public_jwk).toMatchObject({ alg: algorithm, use: "sig" });
      for (const member of ["d", "p", "q", "k"]) expect(public_jwk).not.toHaveProperty(member);
      const [kept] = await store.tokenKeys();
      expect(kept?.sealedJwk).toMatch(/^v1\./);
    },
  );

  test.for([
    ["text", 64],
    ["hex", 32],
  ] as const)(
    "hands out 64 hexadecimal digits that are the key as %s, a rotated one too",
    async ([value_encoding, length]) => {
      const { admin } = await askApi();
      const first = await create(admin, { value_encoding });
      const next = (await admin("POST", `keys/${first.id}/rotate`, {})).body;
      for (const key of [first, next]) {
        expect(key.value).toMatch(/^[0-9a-f]{64}$/);
        const bytes = Buffer.from(key.value, value_encoding === "text" ? "utf8" : "hex");
        expect(bytes).toHaveLength(length);
        expect(key.value_encoding).toBe(value_encoding);
      }
      expect(next.value).not.toBe(first.value);
    },
  );

  test("has a value in base64url unless told otherwise, and a private half or an imported secret has none", async () => {
    const { admin } = await askApi();
    expect((await create(admin)).value_encoding).toBe("base64url");
    expect((await create(admin, { algorithm: "ES256" })).value_encoding).toBeNull();
    for (const grant of [
      { algorithm: "ES256", value_encoding: "hex" },
      { import: { secret: "short" }, value_encoding: "hex" },
      { algorithm: "A128GCM", value_encoding: "text" },
    ]) {
      const { status, body } = await admin("POST", "keys", { name: "player", ...grant });
      expect([status, body.errors?.[0]?.field]).toEqual([422, "value_encoding"]);
    }
  });

  test("waits for its time, and cannot be the default before", async () => {
    const { admin } = await askApi();
    const later = Math.floor(Date.now() / 1000) + 3600;
    const { id, state, role } = await create(admin, { activates_at: later });
    expect([state, role]).toEqual(["pending", null]);
    const early = await admin("PATCH", `keys/${id}`, { default: true });
    expect([early.status, early.body.reason]).toEqual([409, "state-conflict"]);
    const now = await admin("PATCH", `keys/${id}`, { state: "active", default: true });
    expect(now.body).toMatchObject({ state: "active", role: "default", version: 2 });
  });
});

describe("an imported key", () => {
  test("is the public half as a JWK or in PEM, with the algorithm that it implies", async () => {
    const { admin } = await askApi();
    const pair = publicPair("ec");
    const ofJwk = await create(admin, { import: { jwk: { ...pair.jwk, kid: "edge-1" } } });
    expect(ofJwk).toMatchObject({ source: "imported", kid: "edge-1", algorithm: "ES256", value: null });
    const ofPem = await create(admin, { import: { pem: publicPair().pem } });
    expect(ofPem).toMatchObject({ algorithm: "EdDSA", public_jwk: { kty: "OKP", alg: "EdDSA" } });
  });

  test("is never private, and nothing of it is repeated", async () => {
    const { admin } = await askApi();
    const { privateJwk, privatePem } = publicPair();
    for (const body of [{ jwk: privateJwk }, { pem: privatePem }]) {
      const reply = await admin("POST", "keys", { name: "player", import: body });
      expect([reply.status, reply.body.errors[0].field]).toEqual([422, "import"]);
      expect(JSON.stringify(reply.body)).not.toContain(privateJwk.d);
    }
  });

  test("may be a short secret, with a warning; its value is in no answer", async () => {
    const { admin } = await askApi();
    const reply = await admin("POST", "keys", { name: "nano", import: { secret: "secret7" } });
    expect(reply.body).toMatchObject({ algorithm: "HS256", value: null });
    expect(reply.body.warnings).toEqual([expect.stringContaining("7 bytes")]);
    expect(JSON.stringify(reply.body)).not.toContain("secret7");
    for (const [secret, encoding] of [
      ["not hex", "hex"],
      ["a+/=", "base64url"],
    ]) {
      const broken = await admin("POST", "keys", { name: "nano", import: { secret, encoding } });
      expect(broken.status).toBe(422);
    }
  });

  test("has a kid of its own in its organization", async () => {
    const { admin, operator, ask } = await askApi();
    await create(admin, { kid: "edge" });
    const again = await admin("POST", "keys", { name: "player", kid: "edge" });
    expect([again.status, again.body.reason]).toEqual([409, "name-taken"]);
    const code = (await operator("POST", "organizations", { code: "other" })).body;
    await create(ask(code.api_key.key), { kid: "edge" });
  });

  test.for([
    { import: { jwk: publicPair().jwk }, algorithm: "ES256" },
    { import: { jwk: { kty: "oct" } } },
    { import: { jwk: { kty: "EC", crv: "P-256", x: "AA", y: "AA" } } },
    { import: { pem: "text" } },
    { import: { secret: "x" }, jwks_url: "https://example.com/" },
    { jwks_url: "http://example.com/jwks" },
    { jwks_url: "https://127.0.0.1/jwks" },
    { jwks_url: "https://u:p@example.com/jwks" },
    { jwks_url: "https://example.com/jwks", algorithm: "HS256" },
    { claim_map: "nobody-has-this" },
    { label_profile: "nobody-has-this" },
    { application: "nobody-has-this" },
    { caps: { applications: ["nobody-has-this"] } },
    { caps: { longest_ttl_seconds: 0 } },
    { caps: { actions: [] } },
    { retires_at: 5 },
    { retires_at: 4_000_000_000, verify_only_at: 4_000_000_001 },
    { algorithm: "none" },
  ])("is refused when it could not vouch: %j", async body => {
    const { admin } = await askApi();
    const reply = await admin("POST", "keys", { name: "player", ...body });
    expect([reply.status, reply.body.reason]).toEqual([422, "request-invalid"]);
  });
});

describe("the list", () => {
  test("comes in pages, the last made first", async () => {
    const { admin } = await askApi();
    const made = [];
    for (let count = 0; count < 5; count += 1) made.unshift((await create(admin)).id);
    const ids = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id);
    const first = (await admin("GET", "keys?limit=2")).body;
    const second = (await admin("GET", `keys?limit=2&cursor=${first.next}`)).body;
    const third = (await admin("GET", `keys?limit=2&cursor=${second.next}`)).body;
    expect([first, second, third].flatMap(ids)).toEqual(made);
    expect(third.next).toBeNull();
  });
});

describe("a rotation", () => {
  test("makes a successor that is the default; the key before vouches until the overlap is over", async () => {
    const { admin } = await askApi();
    const first = await create(admin, { caps: { actions: ["play"] } });
    const reply = await admin("POST", `keys/${first.id}/rotate`, { overlap_seconds: 60 });
    expect(reply.status).toBe(200);
    const next = reply.body;
    expect(next).toMatchObject({ role: "default", state: "active", caps: first.caps });
    expect(next.value).not.toBe(first.value);
    const before = (await admin("GET", `keys/${first.id}`)).body;
    expect(before).toMatchObject({ role: "previous", state: "verify-only", version: 2 });
    expect(before.retires_at).toBeGreaterThan(Date.now() / 1000 + 50);
    const third = (await admin("POST", `keys/${next.id}/rotate`, {})).body;
    const roles = (await admin("GET", "keys")).body.items.map((key: { id: string; role: string }) => [
      key.id,
      key.role,
    ]);
    expect(Object.fromEntries(roles)).toEqual({
      [first.id]: null,
      [next.id]: "previous",
      [third.id]: "default",
    });
  });

  test("without an overlap retires the key before at once; keys from elsewhere are rotated there", async () => {
    const { admin } = await askApi();
    const { id } = await create(admin);
    await admin("POST", `keys/${id}/rotate`, { overlap_seconds: 0 });
    expect((await admin("GET", `keys/${id}`)).body).toMatchObject({ state: "retired", role: null });
    expect((await admin("POST", `keys/${id}/rotate`, {})).status).toBe(409);
    const foreign = await create(admin, { import: { secret: "x".repeat(32) } });
    expect((await admin("POST", `keys/${foreign.id}/rotate`, {})).status).toBe(409);
  });
});

describe("a change", () => {
  test("moves the default, and is made at its version only", async () => {
    const { admin } = await askApi();
    const [first, second] = [await create(admin), await create(admin)];
    const stale = await admin("PATCH", `keys/${second.id}`, { default: true }, { "if-match": '"9"' });
    expect(stale.status).toBe(412);
    expect((await admin("PATCH", `keys/${second.id}`, { default: true })).body.role).toBe("default");
    expect((await admin("GET", `keys/${first.id}`)).body).toMatchObject({ role: null, version: 2 });
  });

  test("never takes a key back from retirement, or to pending", async () => {
    const { admin } = await askApi();
    const { id } = await create(admin);
    expect((await admin("PATCH", `keys/${id}`, { state: "pending" })).status).toBe(409);
    expect((await admin("PATCH", `keys/${id}`, { state: "verify-only" })).body.state).toBe("verify-only");
    expect((await admin("PATCH", `keys/${id}`, { state: "active" })).body.state).toBe("active");
    expect((await admin("PATCH", `keys/${id}`, { state: "retired" })).body.state).toBe("retired");
    expect((await admin("PATCH", `keys/${id}`, { state: "active" })).status).toBe(409);
  });
});

describe("a revoked key", () => {
  test("is retired at once, keeps nothing that signs, and holds its kid until it is forgotten", async () => {
    const { admin, store } = await askApi();
    const { id } = await create(admin, { kid: "edge" });
    expect((await admin("DELETE", `keys/${id}?forget=true`)).status).toBe(409);
    expect((await admin("DELETE", `keys/${id}`)).status).toBe(204);
    expect((await admin("GET", `keys/${id}`)).body).toMatchObject({ state: "retired", role: null });
    const [kept] = await store.tokenKeys();
    expect(kept?.sealedJwk).toBeUndefined();
    expect((await admin("POST", "keys", { name: "player", kid: "edge" })).status).toBe(409);
    const { items } = (await admin("GET", "revocations")).body;
    expect(items).toMatchObject([{ selector: { key: id } }]);
    expect((await admin("DELETE", `keys/${id}?forget=true`)).status).toBe(204);
    expect((await admin("GET", `keys/${id}`)).status).toBe(404);
    await create(admin, { kid: "edge" });
  });
});

describe("an API key", () => {
  test("that is limited to applications sets up, sees and revokes token keys of those only", async () => {
    const { admin, askAs } = await askApi();
    await admin("POST", "applications", { name: "live", kind: "live" });
    await admin("POST", "applications", { name: "vod", kind: "vod" });
    const limited = await askAs({ scopes: ["keys:read", "keys:write", ...tokens], applications: ["live"] });
    const [wide, theirs] = [await create(admin), await create(admin, { application: "vod" })];
    expect((await limited("POST", "keys", { name: "wide" })).status).toBe(403);
    const foreign = await limited("POST", "keys", { name: "vod", application: "vod" });
    expect(foreign.status).toBe(403);
    const own = await create(limited, { application: "live" });
    const capped = await create(limited, { caps: { applications: ["live"] } });
    const { items } = (await limited("GET", "keys")).body;
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual([own.id, capped.id].toSorted());
    for (const { id } of [wide, theirs]) {
      expect((await limited("GET", `keys/${id}`)).status).toBe(404);
      expect((await limited("PATCH", `keys/${id}`, { name: "x" })).status).toBe(404);
      expect((await limited("POST", `keys/${id}/rotate`, {})).status).toBe(404);
      expect((await limited("DELETE", `keys/${id}`)).status).toBe(404);
    }
    expect((await limited("PATCH", `keys/${capped.id}`, { caps: {} })).status).toBe(403);
    expect((await limited("DELETE", `keys/${own.id}`)).status).toBe(204);
  });

  test("that is limited to applications takes the default role from no key of the whole organization", async () => {
    const { admin, askAs } = await askApi();
    await admin("POST", "applications", { name: "live", kind: "live" });
    const limited = await askAs({ scopes: ["keys:read", "keys:write", ...tokens], applications: ["live"] });
    const caps = { applications: ["live"] };
    const early = await create(limited, { caps });
    expect(early.role).toBeNull();
    const wide = await create(admin);
    expect(wide.role).toBe("default");
    expect((await limited("POST", "keys", { name: "mine", caps, default: true })).status).toBe(403);
    expect((await limited("PATCH", `keys/${early.id}`, { default: true })).status).toBe(403);
    expect((await admin("GET", `keys/${wide.id}`)).body.role).toBe("default");
    expect((await create(limited, { application: "live" })).role).toBe("default");
    expect((await admin("GET", `keys/${wide.id}`)).body.role).toBe("default");
  });

  test("sets up no key that vouches for more than it could hand out itself", async () => {
    const { askAs } = await askApi();
    const refusal = async (rights: object, body: object = {}) => {
      const ask = await askAs({ scopes: ["keys:write", ...tokens], ...rights });
      return (await ask("POST", "keys", { name: "player", ...body })).status;
    };
    expect(await refusal({ scopes: ["keys:write"] })).toBe(403);
    expect(await refusal({ scopes: ["keys:write", "tokens:create"] })).toBe(403);
    expect(await refusal({ actions: ["play"] })).toBe(403);
    expect(await refusal({ actions: ["play"] }, { caps: { actions: ["play"] } })).toBe(201);
    expect(await refusal({ longestTtlSeconds: 60 })).toBe(403);
    expect(await refusal({ longestTtlSeconds: 60 }, { caps: { longest_ttl_seconds: 61 } })).toBe(403);
    expect(await refusal({ longestTtlSeconds: 60 }, { caps: { longest_ttl_seconds: 60 } })).toBe(201);
    expect(await refusal({}, { jwks_url: "https://example.com/", allow_private: true })).toBe(403);
  });
});

describe("the published key sets", () => {
  test("hold the public halves of keys that were made here, also pending ones, and nobody else's", async () => {
    const { admin, api, operator, ask } = await askApi();
    const signing = await create(admin, { algorithm: "ES256" });
    const later = Math.floor(Date.now() / 1000) + 3600;
    const next = await create(admin, { algorithm: "EdDSA", activates_at: later });
    const gone = await create(admin, { algorithm: "ES256" });
    await admin("DELETE", `keys/${gone.id}`);
    await create(admin);
    await create(admin, { import: { jwk: publicPair().jwk } });
    const { body } = await operator("POST", "organizations", { code: "other" });
    const theirs = await create(ask(body.api_key.key), { algorithm: "EdDSA" });
    const get = (url: string) => api.inject({ url });
    const bare = await get("/.well-known/jwks.json");
    expect(bare.statusCode).toBe(200);
    expect(bare.headers).toMatchObject({
      "content-type": "application/jwk-set+json",
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=300",
    });
    expect(bare.json()).toEqual({ keys: [signing.public_jwk, next.public_jwk] });
    const cose = await get("/o/demo/.well-known/cose-keys");
    expect(cose.headers["content-type"]).toBe("application/cose-key-set");
    expect(cose.rawPayload).toEqual((await get("/.well-known/cose-keys")).rawPayload);
    const coseKeys = decodeCoseKeySet(cose.rawPayload) ?? [];
    const members = ({ use: _, ...jwk }: Record<string, unknown>) => jwk;
    expect(coseKeys).toEqual([signing, next].map(({ public_jwk }) => members(public_jwk)));
    expect((await get("/o/demo/.well-known/jwks.json")).json()).toEqual(bare.json());
    expect((await get("/o/other/.well-known/jwks.json")).json()).toEqual({ keys: [theirs.public_jwk] });
    expect((await get("/o/nobody/.well-known/jwks.json")).statusCode).toBe(404);
  });
});
