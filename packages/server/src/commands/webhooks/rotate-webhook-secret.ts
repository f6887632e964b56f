import { Secret } from "@sluice/token";
import { issueWebhookSecret } from "../../webhooks/secret.ts";
import { secretContext } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import { changeWebhook, type WebhookOrder } from "./change-webhook.ts";
import type { IssuedWebhook } from "./create-webhook.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

/**
 * Gives a webhook a new secret. For `overlapSeconds` more, deliveries are signed with the one before as well; one from
 * an earlier rotation ends at once.
 */
export async function rotateWebhookSecret(
  dependencies: WebhookDependencies,
  actor: Actor,
  order: Pick<WebhookOrder, "id" | "version"> & { readonly overlapSeconds: number },
): Promise<Outcome<IssuedWebhook>> {
  const { sealer, nowMilliseconds } = dependencies;
  const secret = issueWebhookSecret();
  const untilSeconds = Math.floor(nowMilliseconds() / 1000) + order.overlapSeconds;
  const outcome = await changeWebhook(dependencies, actor, {
    ...order,
    action: "webhook.rotate",
    next({ id, organization, document }) {
      const sealed = sealer.seal(secret, secretContext(organization, id));
      const older = order.overlapSeconds === 0 ? [] : document.secrets.slice(0, 1);
      const secrets = [
        { sealed, untilSeconds: null },
        ...older.map(previous => ({ sealed: previous.sealed, untilSeconds })),
      ];
      return { done: { ...document, secrets } };
    },
  });
  return "problem" in outcome ? outcome : { done: { webhook: outcome.done, secret: new Secret(secret) } };
}
