import type { StoredObject } from "../../store/objects.ts";
import { issueWebhookSecret } from "../secret.ts";
import { readWebhook, type Webhook, type WebhookDocument } from "../webhook.ts";

/** What a stored webhook of `demo` holds, unless told otherwise. Its "sealed" secret is the secret itself. */
export function sampleObject(changes: Partial<WebhookDocument> = {}, id = "wh_sample"): StoredObject {
  const document: WebhookDocument = {
    url: "https://receiver.example/hook",
    events: ["session.started", "session.ended", "token.used", "access.refused", "token.revoked"],
    applications: null,
    description: null,
    enabled: true,
    disabledReason: null,
    disabledAtSeconds: null,
    allowPrivate: false,
    secrets: [{ sealed: issueWebhookSecret(), untilSeconds: null }],
    createdBy: "sk_sample00",
    ...changes,
  };
  return {
    kind: "webhook",
    organization: "demo",
    id,
    version: 1,
    document,
    createdAtSeconds: 1_800_000_000,
    updatedAtSeconds: 1_800_000_000,
  };
}

/** The same, read, with a "seal" that hides nothing. */
export function sampleWebhook(changes: Partial<WebhookDocument> = {}, id = "wh_sample"): Webhook {
  return readWebhook(sampleObject(changes, id), sealed => sealed);
}
