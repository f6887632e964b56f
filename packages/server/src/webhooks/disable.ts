import type { AuditEntry } from "../store/audit.ts";
import type { ObjectStore } from "../store/objects.ts";
import type { Log } from "../telemetry/log.ts";
import { webhookView } from "./view.ts";
import { type disableReasons, type OpenSecret, readWebhook, type Webhook } from "./webhook.ts";

export interface DisableDependencies {
  readonly store: Pick<ObjectStore, "writeObjects">;
  readonly openSecret: OpenSecret;
  readonly nowMilliseconds: () => number;
  readonly log: Log;
}

/**
 * Switches a webhook off, with the reason in its view and in the audit log. Resolves to the webhook as it is then;
 * undefined when somebody else has changed it meanwhile, or the store cannot write now: the next failure tries again.
 */
export async function disableWebhook(
  dependencies: DisableDependencies,
  before: Webhook,
  reason: (typeof disableReasons)[number],
): Promise<Webhook | undefined> {
  const { store, openSecret, nowMilliseconds, log } = dependencies;
  const { id, organization, version } = before;
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  const document = {
    ...before.document,
    enabled: false,
    disabledReason: reason,
    disabledAtSeconds: nowSeconds,
  };
  const write = { write: "put", kind: "webhook", organization, id, version, document } as const;
  try {
    const outcome = await store.writeObjects([write], nowSeconds, ({ outcome: result }) =>
      result === "stale" ? undefined : entryOf(before, document, nowMilliseconds()),
    );
    const [object] = outcome.outcome === "written" ? outcome.objects : [];
    if (object) log.warn({ event: "webhook-disabled", webhook: id, reason }, "a webhook was disabled");
    return object && readWebhook(object, openSecret);
  } catch (error) {
    log.warn(
      { event: "webhook-not-disabled", webhook: id, err: error },
      "a webhook could not be disabled yet",
    );
    return undefined;
  }
}

function entryOf(before: Webhook, document: Webhook["document"], atMilliseconds: number): AuditEntry {
  const after = { ...before, document, version: before.version + 1 };
  return {
    organization: before.organization,
    actor: "system",
    address: undefined,
    action: "webhook.disable",
    subject: { kind: "webhook", id: before.id },
    user: undefined,
    before: webhookView(before),
    after: webhookView({ ...after, updatedAtSeconds: Math.floor(atMilliseconds / 1000) }),
    atMilliseconds,
  };
}
