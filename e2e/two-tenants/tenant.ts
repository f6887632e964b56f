import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";
import { type Ask, createAsk, type Make, makeWith } from "./ask.ts";
import { completeNames } from "./complete-names.ts";
import { fillHolding, type Holding, type HoldingPlan } from "./fill-holding.ts";
import { fillOrganization } from "./fill-organization.ts";
import { type Names, shared } from "./names.ts";

/** An organization, asked with its administrator's key. */
export interface Tenant {
  readonly code: string;
  readonly address: string;
  readonly key: string;
  readonly ask: Ask;
  readonly make: Make;
  /** Insists with another key of the organization. */
  readonly as: (key: string) => Make;
}

/** The machine's own operator, who is the first organization's administrator. */
export function operatorOf(server: TestServer): Tenant {
  return tenantWith(server, { code: "demo", key: ADMIN_KEY, address: "127.7.0.1" });
}

/** Makes an organization; its key is its first administrator's. */
export async function createTenant(server: TestServer, code: string, address: string): Promise<Tenant> {
  const { api_key: apiKey } = await operatorOf(server).make("post", "/v1/organizations", { body: { code } });
  if (typeof apiKey !== "object" || apiKey === null || !("key" in apiKey)) throw new Error("no key was made");
  return tenantWith(server, { code, key: String(apiKey.key), address });
}

/** The same organization, asked with another key of it. */
export function withKey(server: TestServer, { code, address }: Tenant, key: string): Tenant {
  return tenantWith(server, { code, key, address });
}

/** Fills an organization with one application and with what belongs to all of it. */
export async function fillTenant(
  tenant: Tenant,
  plan: Omit<HoldingPlan, "organization" | "as">,
): Promise<Names> {
  const { code, make, as } = tenant;
  const holding = await fillHolding(make, { organization: code, as, ...plan });
  await fillOrganization(make, holding, { as, hookUrl: shared.webhookUrl });
  return completeNames(make, holding);
}

/** Names of things that belong to the whole organization, beside those of one application. */
export async function fillWhole({ make, as }: Tenant, holding: Holding, hookUrl: string): Promise<Names> {
  return completeNames(make, await fillOrganization(make, holding, { as, hookUrl }));
}

function tenantWith(
  server: TestServer,
  { code, key, address }: { readonly code: string; readonly key: string; readonly address: string },
): Tenant {
  const ask = createAsk(server, key, address);
  const as = (other: string): Make => makeWith(createAsk(server, other, address));
  return { code, key, address, ask, make: makeWith(ask), as };
}
