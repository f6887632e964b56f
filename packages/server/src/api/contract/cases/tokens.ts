import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";
import { everyLimit, noLimit } from "./every-limit.ts";
import { aToken, grant } from "./made.ts";

const one = async (world: ContractWorld) => ({ path: { id: await aToken(world) } });

async function aRevokedToken(world: ContractWorld) {
  const { path } = await one(world);
  await world.make(`/v1/tokens/${path.id}`, undefined, "delete");
  return { path };
}

/** An Idempotency-Key that came with another token before. */
async function aReusedKey(world: ContractWorld) {
  const headers = { "idempotency-key": "again" };
  await world.send({ method: "post", path: "/v1/tokens" }, { headers, body: grant });
  return { headers, body: { ...grant, user: "anna" } };
}

/** The organization has a key, and none that signs. */
async function withoutSigningKey(world: ContractWorld) {
  await world.make("/v1/keys", { name: "player" });
  const page: unknown = await world.make("/v1/keys?limit=200", undefined, "get");
  const { items } = page as { items: { id: string; state: string }[] };
  for (const { id, state } of items) {
    if (state !== "retired") await world.make(`/v1/keys/${id}`, undefined, "delete");
  }
}

/** A signed token where there is a key already: the first one would make it. */
function signed(body: object) {
  return async (world: ContractWorld) => {
    await world.make("/v1/keys", { name: "player" });
    return { body: { ...grant, ...body } };
  };
}

/** The text of a token that may be handed on. */
async function aTokenToHandOn(world: ContractWorld): Promise<string> {
  const { token } = await world.make("/v1/tokens", { ...grant, delegation: { depth: 1 } });
  return String(token);
}

async function afterWrongTokens(world: ContractWorld) {
  const guess = { body: {}, key: "st_000000000000AAAAAAAAAAAAAAAAAAAAAAAAAA", from: "203.0.113.98" };
  for (let index = 0; index < 30; index += 1) {
    await world.send({ method: "post", path: "/v1/delegations" }, guess);
  }
  return guess;
}

export const tokenCases: TagCases = {
  inspectToken: {
    200: [
      { body: { token: "no token at all" } },
      {
        body: {
          token: "st_aaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbb",
          request: { action: "play", stream: "demo/clip" },
        },
      },
    ],
    422: { body: { token: "no token", request: { action: "play", stream: "demo/clip", url: "nowhere" } } },
  },
  createToken: {
    201: [
      { body: grant },
      { body: grant, headers: { "idempotency-key": "once" } },
      // With the addresses of media servers.
      { body: { ...grant, target: { streams: ["live/cam1"] } } },
      { body: { ...grant, action: "publish", target: { streams: ["live/cam1"] } } },
      { body: { ...grant, ...everyLimit } },
      signed({ kind: "jwt" }),
      signed({ kind: "cat", claims: { catm: ["GET"] } }),
    ],
    409: async world => {
      await withoutSigningKey(world);
      return { body: { ...grant, kind: "cat" } };
    },
    422: [
      { body: { ...grant, ip: ["nowhere"] } },
      { body: { ...grant, max_sessions: { count: 2, per: "user" } } },
      aReusedKey,
    ],
  },
  createTokens: {
    201: { body: { tokens: [grant, grant] }, headers: { "idempotency-key": "batch" } },
    409: async world => {
      await withoutSigningKey(world);
      return { body: { tokens: [grant, { ...grant, kind: "jwt" }] } };
    },
    413: { text: JSON.stringify("x".repeat(5_000_000)) },
    422: [{ body: { tokens: [] } }, { body: { tokens: [grant, { ...grant, kind: "biscuit" }] } }],
  },
  delegateToken: {
    201: [
      async world => ({ body: { ttl_seconds: 60 }, key: await aTokenToHandOn(world) }),
      async world => ({ body: everyLimit, key: await aTokenToHandOn(world) }),
    ],
    401: { body: {}, key: null },
    403: async world => ({ body: {}, key: String((await world.make("/v1/tokens", grant)).token) }),
    429: afterWrongTokens,
  },
  listTokens: { 200: { query: { user: "anna", status: "active", since: 0, limit: 1 } } },
  readToken: { 200: one },
  updateToken: {
    200: [
      async world => ({ ...(await one(world)), body: { tag: "new", max_uses: null } }),
      async world => ({ ...(await one(world)), body: everyLimit }),
      async world => ({ ...(await one(world)), body: noLimit }),
    ],
    409: async world => ({ ...(await aRevokedToken(world)), body: { tag: "new" } }),
  },
  suspendToken: { 200: one, 409: aRevokedToken },
  resumeToken: { 200: one, 409: aRevokedToken },
  revokeToken: { 204: one },
};
