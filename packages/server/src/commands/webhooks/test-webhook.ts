import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { findWebhook } from "./find-webhook.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

/** What came back from a test. */
export interface WebhookTest {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly duration_ms: number;
  readonly error: string | null;
}

/** Sends `webhook.test` now, whether the webhook is enabled or not, and tells what came back. */
export async function testWebhook(
  dependencies: Pick<WebhookDependencies, "webhooks">,
  actor: Actor,
  id: string,
): Promise<Outcome<WebhookTest>> {
  const webhook = findWebhook(dependencies, actor, id);
  if (!webhook) return refuse("not-found", "there is no such webhook");
  const { status, durationMilliseconds, error } = await dependencies.webhooks.test(webhook);
  return {
    done: {
      delivered: error === undefined,
      status: status ?? null,
      duration_ms: durationMilliseconds,
      error: error ?? null,
    },
  };
}
