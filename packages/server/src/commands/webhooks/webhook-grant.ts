import type { EventType } from "../../telemetry/event-data.ts";

/** What a webhook is to be; what is left out stays. */
export interface WebhookPatch {
  readonly url?: string | undefined;
  readonly events?: readonly EventType[] | undefined;
  /** Null: every event of the organization. */
  readonly applications?: readonly string[] | null | undefined;
  readonly description?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly allow_private?: boolean | undefined;
}

/** What a new webhook is to be. */
export interface WebhookGrant extends WebhookPatch {
  readonly url: string;
  readonly events: readonly EventType[];
}
