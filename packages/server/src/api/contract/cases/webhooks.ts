import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";

const body = { url: "http://127.0.0.1:9/hook", events: ["token.used"] };

async function idOf(world: ContractWorld): Promise<string> {
  return String((await world.make("/v1/webhooks", body)).id);
}

const aWebhook = async (world: ContractWorld) => ({ path: { id: await idOf(world) } });

/** A delivery that is not due for as long as the test runs. */
async function aDelivery(world: ContractWorld, backlogLimit = 1) {
  const id = await idOf(world);
  const delivery = `ev_${id}`;
  const webhook = { webhook: id, organization: "org", event: "token.used", user: undefined };
  const createdAtMilliseconds = Date.now() * 2;
  await world.store.enqueueDeliveries(
    [{ ...webhook, id: delivery, payload: "{}", createdAtMilliseconds }],
    backlogLimit,
  );
  return { path: { id, delivery } };
}

async function itsLog(world: ContractWorld) {
  const { path } = await aDelivery(world);
  return { path: { id: path.id }, query: { status: "pending" } };
}

async function aDisabledWebhook(world: ContractWorld) {
  const id = await idOf(world);
  await world.make(`/v1/webhooks/${id}`, { enabled: false }, "patch");
  return { path: { id }, body: { since: 0 } };
}

/** As many as an organization may have. */
async function tooMany(world: ContractWorld) {
  for (let count = 0; count < 100; count += 1) await world.make("/v1/webhooks", body).catch(() => undefined);
  return { body };
}

export const webhookCases: TagCases = {
  listWebhooks: { 200: {} },
  createWebhook: { 201: { body }, 409: tooMany },
  readWebhook: { 200: aWebhook },
  updateWebhook: { 200: async world => ({ ...(await aWebhook(world)), body: { enabled: false } }) },
  deleteWebhook: { 204: aWebhook },
  rotateWebhook: { 200: async world => ({ ...(await aWebhook(world)), body: { overlap_seconds: 60 } }) },
  testWebhook: { 200: aWebhook },
  listDeliveries: { 200: itsLog },
  readDelivery: { 200: world => aDelivery(world) },
  replayDelivery: { 202: world => aDelivery(world), 409: world => aDelivery(world, 0) },
  replayFailedDeliveries: {
    202: async world => ({ ...(await aWebhook(world)), body: { since: 0 } }),
    409: aDisabledWebhook,
  },
};
