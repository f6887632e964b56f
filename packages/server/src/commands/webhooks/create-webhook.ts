import { Secret } from "@sluice/token";
import { randomRecordId } from "../../lib/random-names.ts";
import { issueWebhookSecret } from "../../webhooks/secret.ts";
import { secretContext, type Webhook, type WebhookDocument } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { applyWebhookGrant } from "./apply-webhook-grant.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";
import type { WebhookGrant } from "./webhook-grant.ts";
import { writeWebhook } from "./write-webhook.ts";

/** Webhooks of one organization. */
const MOST_WEBHOOKS = 100;

/** A webhook with a new secret, which is known only here, once. */
export interface IssuedWebhook {
  readonly webhook: Webhook;
  readonly secret: Secret;
}

/** Makes a webhook; it hears of everything from now on. */
export async function createWebhook(
  dependencies: WebhookDependencies,
  actor: Actor,
  grant: WebhookGrant,
): Promise<Outcome<IssuedWebhook>> {
  const { webhooks, sealer } = dependencies;
  const { organization } = actor;
  if (webhooks.of(organization).length >= MOST_WEBHOOKS) {
    return refuse("state-conflict", `an organization has at most ${MOST_WEBHOOKS} webhooks`);
  }
  const applied = applyWebhookGrant(dependencies, actor, blank(actor), grant);
  if ("problem" in applied) return applied;
  const id = randomRecordId("wh");
  const secret = issueWebhookSecret();
  const sealed = sealer.seal(secret, secretContext(organization, id));
  const document = { ...applied.done, secrets: [{ sealed, untilSeconds: null }] };
  const write = { write: "put", kind: "webhook", organization, id, version: 0, document } as const;
  const webhook = await writeWebhook(dependencies, actor, {
    action: "webhook.create",
    before: undefined,
    write,
  });
  if (typeof webhook === "string") throw new Error("a random id was taken");
  webhooks.put(webhook);
  return { done: { webhook, secret: new Secret(secret) } };
}

function blank(actor: Actor): WebhookDocument {
  return {
    url: "",
    events: [],
    applications: null,
    description: null,
    enabled: true,
    disabledReason: null,
    disabledAtSeconds: null,
    allowPrivate: false,
    secrets: [],
    createdBy: actor.id,
  };
}
