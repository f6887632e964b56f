import type { Made, Make } from "./ask.ts";
import { closeHook, deliveryOf, openHook } from "./hook.ts";
import { type Names, shared } from "./names.ts";

/** What belongs to one application, without what belongs to its whole organization. */
export type Holding = Omit<Names, "cursors" | "auditEntry" | "auditNoted">;

/** What a holding is made with. */
export interface HoldingPlan {
  readonly organization: string;
  /** Four letters that begin every name of it. */
  readonly prefix: string;
  readonly address: string;
  /** Insists with another key of the organization. */
  readonly as: (key: string) => Make;
  /** True: with the names that two organizations have in common, which are unique within one. */
  readonly sharesNames: boolean;
}

const DAY_SECONDS = 24 * 3600;

/** Makes an application and everything that can belong to one. */
export async function fillHolding(make: Make, plan: HoldingPlan): Promise<Holding> {
  const names = namesOf(plan);
  await declare(make, names, plan);
  const keys = await makeKeys(make, names);
  const tokenKeys = await makeTokenKeys(make, names);
  const webhook = await openHook(make, { url: shared.webhookUrl, applications: [names.application] });
  const tokens = await makeTokens(make, plan.as(keys.apiKeyText), names, plan);
  await publish(make, names);
  const viewers = await play(make, names, tokens);
  const revocations = await revoke(make, names);
  const delivery = await deliveryOf(make, webhook);
  await closeHook(make, webhook);
  return {
    ...names,
    ...keys,
    ...tokenKeys,
    ...revocations,
    ...viewers,
    token: String(tokens.token.id),
    tokenText: String(tokens.token.token),
    suspended: String(tokens.suspended.id),
    webhook,
    webhookUrl: shared.webhookUrl,
    delivery,
  };
}

/** The first item of a list. Throws when there is none. */
export function firstOf(list: Made): Made {
  const items: readonly Made[] = Array.isArray(list.items) ? list.items : [];
  const [first] = items;
  if (first === undefined) throw new Error("a list is empty that should not be");
  return first;
}

function namesOf({ organization, prefix, address }: HoldingPlan) {
  const [application, streamId] = [`${prefix}-tv`, `${prefix}-news`];
  return {
    organization,
    application,
    streamId,
    stream: `${application}/${streamId}`,
    alias: `${prefix}-channel`,
    group: `${prefix}-bouquet`,
    user: `${prefix}-anna`,
    tag: `${prefix}-summer`,
    kid: `${prefix}-kid`,
    idempotencyKey: `${prefix}-order`,
    address,
  };
}

type Chosen = ReturnType<typeof namesOf>;

async function declare(make: Make, names: Chosen, { prefix, sharesNames }: HoldingPlan): Promise<void> {
  const { application, streamId, stream, alias, group } = names;
  const sessions = { idle_seconds: DAY_SECONDS, max_seconds: 2 * DAY_SECONDS, lease_seconds: DAY_SECONDS };
  await make("post", "/v1/applications", {
    body: { name: application, kind: "live", registered_only: true, sessions },
  });
  const limits = { max_sessions: 50 };
  await make("post", "/v1/streams", { body: { application, id: streamId, aliases: [alias], limits } });
  await make("post", "/v1/groups", { body: { id: group, title: `${prefix}'s bouquet`, streams: [stream] } });
  // Ids are an application's own; aliases and groups are the organization's.
  const { streamId: id, alias: other, group: ofBoth } = shared;
  const more = sharesNames ? { aliases: [other], group: ofBoth } : {};
  await make("post", "/v1/streams", { body: { application, id, ...more } });
}

async function makeKeys(make: Make, { application }: Chosen) {
  const body = { name: shared.keyName, scopes: ["admin"], applications: [application] };
  const { id, key } = await make("post", "/v1/api-keys", { body });
  await make("post", "/v1/api-keys", { body: { ...body, scopes: ["tokens:read"] } });
  return { apiKey: String(id), apiKeyText: String(key) };
}

/** Two, so that their list has a second page; one is the default of the application. */
async function makeTokenKeys(make: Make, { application, stream, kid }: Chosen) {
  const body = { name: shared.keyName, application };
  const { id } = await make("post", "/v1/keys", { body: { ...body, kid } });
  await make("post", "/v1/keys", { body });
  return { tokenKey: String(id), ...(await signToken(make, String(id), { streams: [stream] })) };
}

/** A JWT that the token key signs. */
export async function signToken(make: Make, key: string, target: object) {
  const body = { kind: "jwt", action: "play", target, key };
  const { id, token, jti } = await make("post", "/v1/tokens", { body });
  return { signed: String(id), signedText: String(token), jti: String(jti) };
}

/** The key that is limited to the application makes what it may. */
async function makeTokens(make: Make, limited: Make, names: Chosen, { sharesNames }: HoldingPlan) {
  const { stream, group, user, tag } = names;
  const grant = { kind: "access", action: "play", target: { streams: [stream] }, user, tag };
  const both = { ...grant, user: shared.user, tag: shared.tag };
  const headers = { "idempotency-key": names.idempotencyKey };
  const token = await limited("post", "/v1/tokens", {
    body: { ...grant, delegation: { depth: 1 } },
    headers,
  });
  await make("post", "/v1/delegations", {
    headers: { authorization: `Bearer ${token.token}` },
    body: { user },
  });
  const shownByBoth = await limited("post", "/v1/tokens", { body: both });
  const ofBoth = { "idempotency-key": shared.idempotencyKey };
  await make("post", "/v1/tokens", { body: both, ...(sharesNames ? { headers: ofBoth } : {}) });
  await make("post", "/v1/tokens", { body: { ...grant, target: { group } } });
  await make("post", "/v1/tokens/batch", {
    body: { tokens: [both, { ...both, kind: "one-time", action: "publish" }] },
  });
  const suspended = await make("post", "/v1/tokens", { body: grant });
  await make("post", "/v1/tokens/{id}/suspend", { path: { id: String(suspended.id) } });
  const revoked = await make("post", "/v1/tokens", { body: { ...both, not_before: 1 } });
  await make("delete", "/v1/tokens/{id}", { path: { id: String(revoked.id) } });
  return { token, suspended, shownByBoth };
}

/** Publishes by a media server that everybody uses. */
async function publish(make: Make, { stream, user, tag, address }: Chosen): Promise<void> {
  const { token } = await make("post", "/v1/tokens", {
    body: { kind: "access", action: "publish", target: { streams: [stream] }, user, tag },
  });
  await make("post", `/hooks/${shared.server}/${shared.serverSecret}`, {
    body: { action: "publish", protocol: "rtmp", path: stream, token, ip: address, id: `connection-${user}` },
  });
  firstOf(await make("get", "/v1/sessions", { query: { server: shared.server, stream } }));
}

/** Sessions that run and one that is over, and refusals: of its own user, and of one that both have. */
async function play(
  make: Make,
  { stream, user, address }: Chosen,
  { token, shownByBoth }: Awaited<ReturnType<typeof makeTokens>>,
) {
  const enter = (ip: string, action = "play", by = token) =>
    make("post", "/v1/check", {
      body: { action, stream, token: by.token, ip, user_agent: `${user} at ${ip}`, consume: true },
    });
  await enter(shared.address, "play", shownByBoth);
  const running = await enter(address);
  await enter(shared.address);
  const ended = await enter("198.51.100.201");
  await make("delete", "/v1/sessions/{id}", { path: { id: String(ended.session) } });
  await enter(shared.address, "publish");
  const refused = await enter(address, "publish");
  return {
    session: String(running.session),
    endedSession: String(ended.session),
    ref: String(refused.ref),
  };
}

async function revoke(make: Make, { application, user, tag }: Chosen) {
  const made = (selector: object, permanent: boolean) =>
    make("post", "/v1/revocations", { body: { selector: { application, ...selector }, permanent } });
  const { id } = await made({ user: `${user}-gone` }, true);
  const undone = await made({ tag: `${tag}-gone` }, false);
  await make("delete", "/v1/revocations/{id}", { path: { id: String(undone.id) } });
  return { revocation: String(id), undone: String(undone.id) };
}
