import type { Action } from "@sluice/policy";
import { keyShown } from "../../access/subscribers/subscriber-keys.ts";
import { totpAt } from "../../lib/totp.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { Outcome } from "../command-problem.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import { mayHandOut, type SubscriberStream } from "./subscriber-stream.ts";

/** A code stands until the period behind its own is over. */
const PERIODS = 2;

/**
 * The code of now: a registered subscriber's, or the one that the application's secret gives for this type. Undefined where
 * there is no secret. Whoever shows it hands out what it opens, so that it is written down as a token would be.
 */
export async function showCode(
  { store, sealer, nowMilliseconds }: SubscriberDependencies,
  actor: Actor,
  { organization, application, stream, streamId }: SubscriberStream,
  { subscriberId, type }: { readonly subscriberId: string; readonly type: Action },
): Promise<Outcome<string | undefined>> {
  const record = await store.subscriber({ organization, stream, subscriberId });
  const settings = application.antmedia;
  const key = keyShown({ settings, subscriberId, streamId, record, openSealed: sealer.open }, type);
  if (!key) return { done: undefined };
  const now = nowMilliseconds();
  const nowSeconds = Math.floor(now / 1000);
  const opens = record?.sealedSecret === undefined ? type : record.type;
  const expiresAtSeconds = nowSeconds + PERIODS * key.periodSeconds;
  const place = { organization, application, stream, streamId };
  const refused = mayHandOut(actor, place, { type: opens, expiresAtSeconds, nowSeconds });
  if (refused) return refused;
  const subject = { kind: "subscriber", id: `${stream}/${subscriberId}` };
  await store.appendAudit(auditEntry(actor, now, { action: "subscriber.code", subject, user: subscriberId }));
  return { done: totpAt(key, nowSeconds) };
}
