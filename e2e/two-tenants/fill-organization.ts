import type { Make } from "./ask.ts";
import { type Holding, signToken } from "./fill-holding.ts";
import { closeHook, deliveryOf, openHook } from "./hook.ts";
import { shared } from "./names.ts";

/** What an organization is filled with. */
export interface OrganizationPlan {
  /** Insists with another key of the organization. */
  readonly as: (key: string) => Make;
  /** Where its webhook leads to. */
  readonly hookUrl: string;
}

/**
 * Makes what belongs to a whole organization and to no one application: a token that opens all of it, keys and webhooks
 * without a limit, revocations of users and tags. `holding` is one of its applications.
 */
export async function fillOrganization(
  make: Make,
  holding: Holding,
  { as, hookUrl }: OrganizationPlan,
): Promise<Holding> {
  const prefix = `${holding.organization}-all`;
  const names = { user: `${prefix}-anna`, tag: `${prefix}-summer`, idempotencyKey: `${prefix}-order` };
  const { id, key } = await make("post", "/v1/api-keys", {
    body: { name: shared.keyName, scopes: ["admin"] },
  });
  const kid = `${prefix}-kid`;
  const tokenKey = await make("post", "/v1/keys", { body: { name: shared.keyName, kid } });
  const signed = await signToken(make, String(tokenKey.id), { organization: true });
  const webhook = await openHook(make, { url: hookUrl });
  const token = await as(String(key))("post", "/v1/tokens", {
    headers: { "idempotency-key": names.idempotencyKey },
    body: {
      kind: "access",
      action: "play",
      target: { organization: true },
      user: names.user,
      tag: names.tag,
      delegation: { depth: 1 },
    },
  });
  await make("post", "/v1/delegations", {
    headers: { authorization: `Bearer ${token.token}` },
    body: { user: names.user },
  });
  const suspended = await make("post", "/v1/tokens", {
    body: { kind: "access", action: "play", target: { organization: true } },
  });
  await make("post", "/v1/tokens/{id}/suspend", { path: { id: String(suspended.id) } });
  const viewers = await play(make, holding, { ...names, token: String(token.token) });
  const revocations = await revoke(make, names);
  const delivery = await deliveryOf(make, webhook);
  // One whose receiver is there has nothing left to send.
  if (hookUrl === shared.webhookUrl) await closeHook(make, webhook);
  return {
    ...holding,
    ...names,
    ...viewers,
    ...revocations,
    ...signed,
    apiKey: String(id),
    apiKeyText: String(key),
    token: String(token.id),
    tokenText: String(token.token),
    suspended: String(suspended.id),
    tokenKey: String(tokenKey.id),
    kid,
    webhook,
    webhookUrl: hookUrl,
    delivery,
  };
}

interface Viewers {
  readonly user: string;
  readonly token: string;
}

async function play(make: Make, { stream }: Holding, { user, token }: Viewers) {
  const enter = (ip: string, action = "play") =>
    make("post", "/v1/check", {
      body: { action, stream, token, ip, user_agent: `${user} at ${ip}`, consume: true },
    });
  const running = await enter(shared.address);
  const ended = await enter("198.51.100.202");
  await make("delete", "/v1/sessions/{id}", { path: { id: String(ended.session) } });
  const refused = await enter(shared.address, "publish");
  return { session: String(running.session), endedSession: String(ended.session), ref: String(refused.ref) };
}

async function revoke(make: Make, { user, tag }: Pick<Holding, "user" | "tag">) {
  const { id } = await make("post", "/v1/revocations", {
    body: { selector: { user: `${user}-gone` }, permanent: true },
  });
  const undone = await make("post", "/v1/revocations", { body: { selector: { tag: `${tag}-gone` } } });
  await make("delete", "/v1/revocations/{id}", { path: { id: String(undone.id) } });
  return { revocation: String(id), undone: String(undone.id) };
}
