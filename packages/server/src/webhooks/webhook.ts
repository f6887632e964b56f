import { z } from "zod";
import type { StoredObject } from "../store/objects.ts";
import type { EventType } from "../telemetry/event-data.ts";
import { eventTypes } from "./events.ts";
import { createSigner, type Sign } from "./secret.ts";

/** Why a webhook was switched off by the server: its receiver said so (410), or nothing but failures for days. */
export const disableReasons = ["gone", "failing"] as const;

/** What is kept of a webhook, as a JSON document. Secrets are sealed. */
const documentSchema = z.strictObject({
  url: z.string(),
  events: z.array(z.enum(eventTypes)),
  /** Only events of these; null: every event of the organization. */
  applications: z.array(z.string()).nullable(),
  description: z.string().nullable(),
  enabled: z.boolean(),
  disabledReason: z.enum(disableReasons).nullable(),
  disabledAtSeconds: z.int().nullable(),
  /** The operator's leave to connect to private addresses. */
  allowPrivate: z.boolean(),
  /** The newest first; one before it counts until its second. */
  secrets: z.array(z.strictObject({ sealed: z.string(), untilSeconds: z.int().nullable() })),
  /** Id of the API key that made it. */
  createdBy: z.string(),
});

export type WebhookDocument = Readonly<z.output<typeof documentSchema>>;

/** A webhook as the server works with it. */
export interface Webhook {
  readonly id: string;
  readonly organization: string;
  readonly version: number;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
  readonly document: WebhookDocument;
  /** One signature for each secret that counts at that second; undefined when none can be opened. */
  readonly signatures: (id: string, timestampSeconds: number, body: string) => string | undefined;
}

/** Opens a sealed secret; undefined when it cannot be opened: another master key, or a changed text. */
export type OpenSecret = (sealed: string, context: string) => string | undefined;

/** The place that a webhook's secrets are sealed for. */
export function secretContext(organization: string, id: string): string {
  return `webhook/${organization}/${id}/secret`;
}

/** Reads a stored webhook. Throws ZodError when another program wrote it. */
export function readWebhook(object: StoredObject, openSecret: OpenSecret): Webhook {
  const { id, organization, version, createdAtSeconds, updatedAtSeconds } = object;
  const document = documentSchema.parse(object.document);
  const context = secretContext(organization, id);
  const signers = document.secrets.flatMap(({ sealed, untilSeconds }) => {
    const secret = openSecret(sealed, context);
    return secret === undefined ? [] : [{ untilSeconds, sign: createSigner(secret) }];
  });
  return {
    id,
    organization,
    version,
    createdAtSeconds,
    updatedAtSeconds,
    document,
    signatures: (...message) => signAll(signers, ...message),
  };
}

function signAll(
  signers: readonly { readonly untilSeconds: number | null; readonly sign: Sign }[],
  ...message: Parameters<Sign>
): string | undefined {
  const [, timestampSeconds] = message;
  const counting = signers.filter(
    ({ untilSeconds }) => untilSeconds === null || timestampSeconds < untilSeconds,
  );
  return counting.length === 0 ? undefined : counting.map(({ sign }) => sign(...message)).join(" ");
}

/** True when the webhook wants to hear of such an event. */
export function wants({ document }: Webhook, type: EventType, application: string | undefined): boolean {
  if (!document.enabled || !document.events.includes(type)) return false;
  return (
    document.applications === null ||
    (application !== undefined && document.applications.includes(application))
  );
}
