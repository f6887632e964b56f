import { CONFIGURED_KEY_ID } from "../../../keys/api-key.ts";
import { FIRST_ORGANIZATION } from "../../../registry/built-in.ts";
import { sampleApiKey } from "../../../store/conformance/samples.ts";
import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";

const body = { name: "ci", scopes: ["tokens:create"] };

const aKey = async (world: ContractWorld) => ({
  path: { id: String((await world.make("/v1/api-keys", body)).id) },
});

/** The key that the configuration names. */
async function theConfiguredKey({ store }: ContractWorld) {
  await store.putApiKey(
    sampleApiKey({ id: CONFIGURED_KEY_ID, organization: FIRST_ORGANIZATION, scopes: [] }),
  );
  return { path: { id: CONFIGURED_KEY_ID } };
}

/** The caller's own key, once there is no other administrator's. */
async function theLastAdministrator(world: ContractWorld) {
  const own = await world.make("/v1/whoami", undefined, "get");
  const { items } = await world.store.listApiKeys({ organization: FIRST_ORGANIZATION, limit: 100 });
  const others = items.filter(({ id, scopes }) => id !== own.id && scopes.includes("admin"));
  for (const { id } of others) {
    await world.make(`/v1/api-keys/${id}`, undefined, "delete");
  }
  return { path: { id: String(own.id) } };
}

export const apiKeyCases: TagCases = {
  listApiKeys: { 200: {} },
  createApiKey: { 201: { body } },
  readApiKey: { 200: aKey },
  updateApiKey: {
    200: async world => ({ ...(await aKey(world)), body: { name: "new" } }),
    409: [
      async world => ({ ...(await theConfiguredKey(world)), body: { name: "new" } }),
      async world => ({ ...(await theLastAdministrator(world)), body: { scopes: [] } }),
    ],
  },
  deleteApiKey: { 204: aKey, 409: [theConfiguredKey, theLastAdministrator] },
  rotateApiKey: {
    200: async world => ({ ...(await aKey(world)), body: { overlap_seconds: 60 } }),
    409: async world => ({ ...(await theConfiguredKey(world)), body: {} }),
  },
  whoAmI: { 200: {}, 401: [{ key: null }, { key: "sk_unknown" }] },
};
