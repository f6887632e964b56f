import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";

const body = { name: "player" };
const shortSecret = { ...body, import: { secret: "short" } };
const publicKey = {
  ...body,
  import: { jwk: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } },
};

async function aKey(world: ContractWorld, grant: object = body) {
  return { path: { id: String((await world.make("/v1/keys", { ...grant })).id) } };
}

/** A key that has retired, and is still in the list. */
async function aRetiredKey(world: ContractWorld) {
  const key = await aKey(world);
  await world.make(`/v1/keys/${key.path.id}`, undefined, "delete");
  return key;
}

async function aTakenKid(world: ContractWorld) {
  await aKey(world, { ...body, kid: "edge" });
  return { body: { ...body, kid: "edge" } };
}

export const tokenKeyCases: TagCases = {
  listKeys: { 200: {} },
  createKey: {
    201: [
      { body },
      { body: { ...body, algorithm: "ES256" } },
      { body: shortSecret },
      { body: { ...body, value_encoding: "text" } },
      { body: publicKey },
    ],
    409: aTakenKid,
  },
  readKey: { 200: aKey },
  updateKey: {
    200: async world => ({ ...(await aKey(world)), body: { name: "new", caps: { actions: ["play"] } } }),
    409: async world => ({ ...(await aRetiredKey(world)), body: { state: "active" } }),
  },
  deleteKey: {
    204: [
      world => aKey(world),
      async world => ({ ...(await aRetiredKey(world)), query: { forget: "true" } }),
    ],
    409: async world => ({ ...(await aKey(world)), query: { forget: "true" } }),
  },
  rotateKey: {
    200: async world => ({ ...(await aKey(world)), body: { overlap_seconds: 60 } }),
    409: async world => ({ ...(await aRetiredKey(world)), body: {} }),
  },
};
