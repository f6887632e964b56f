import { isPlainlyPrivateHost } from "../../lib/network-address.ts";
import type { WebhookDocument } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import { mayUseApplications } from "../permissions.ts";
import { includesScope } from "../scopes.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";
import type { WebhookPatch } from "./webhook-grant.ts";

/**
 * What a webhook becomes by a patch. A URL that a tenant wrote is no leave for private addresses: only a key with the
 * scope `installation` gives it, and a new URL needs it anew.
 */
export function applyWebhookGrant(
  { registry }: Pick<WebhookDependencies, "registry">,
  actor: Actor,
  before: WebhookDocument,
  patch: WebhookPatch,
): Outcome<WebhookDocument> {
  const url = patch.url === undefined ? before.url : new URL(patch.url).href;
  const mayReachPrivate = includesScope(actor.scopes, "installation");
  if (patch.allow_private && !mayReachPrivate) {
    return refuse("not-permitted", "allow_private needs a key with the scope installation");
  }
  const isPrivate = isPlainlyPrivateHost(new URL(url).hostname);
  const isNew = url !== before.url || patch.allow_private !== undefined;
  const allowPrivate = isNew ? (patch.allow_private ?? (mayReachPrivate && isPrivate)) : before.allowPrivate;
  if (isPrivate && !allowPrivate) return invalidFields([{ field: "url", message: PRIVATE }]);
  const { applications = before.applications } = patch;
  const unknown = (patch.applications ?? []).filter(
    name => registry.application(name)?.organization !== actor.organization,
  );
  if (!mayUseApplications(actor, applications ?? undefined)) {
    return refuse("not-permitted", "this API key makes webhooks for its own applications only: name them");
  }
  if (unknown.length > 0) {
    return invalidFields(
      unknown.map(name => ({ field: "applications", message: `there is no application ${name}` })),
    );
  }
  return {
    done: { ...before, ...changed(before, patch), url, applications: copy(applications), allowPrivate },
  };
}

const PRIVATE = "leads to a private address: that needs a key with the scope installation";

/** Switching a webhook on again forgets why it was switched off. */
function changed(before: WebhookDocument, { events, description, enabled }: WebhookPatch) {
  const isOn = enabled ?? before.enabled;
  return {
    events: events === undefined ? before.events : [...new Set(events)],
    description: description === undefined ? before.description : description,
    enabled: isOn,
    disabledReason: isOn ? null : before.disabledReason,
    disabledAtSeconds: isOn ? null : before.disabledAtSeconds,
  };
}

function copy(applications: readonly string[] | null): string[] | null {
  return applications === null ? null : [...new Set(applications)];
}
