import type { Action } from "@sluice/policy";
import type { Sealer } from "../../keys/seal.ts";
import { decodeBase32 } from "../../lib/base32.ts";
import type { TotpKey } from "../../lib/totp.ts";
import type { Application } from "../../registry/application.ts";
import { type SubscriberRecord, subscriberSealPlace } from "../../store/subscribers.ts";

/** What of an application's settings codes depend on. */
export type CodeSettings = Pick<
  Application["antmedia"],
  "timeTokenSecretForPublish" | "timeTokenSecretForPlay" | "timeTokenPeriod"
>;

/** Whose codes, and for what. */
export interface CodeQuestion {
  readonly settings: CodeSettings;
  readonly subscriberId: string;
  /** The stream's id without its application. */
  readonly streamId: string;
  /** Undefined for somebody who is not registered. */
  readonly record: SubscriberRecord | undefined;
  readonly openSealed: Sealer["open"];
}

/** Derived secrets are a multiple of so many characters long. */
const GROUP = 8;

/**
 * The keys whose codes open a stream for this action: the subscriber's own secret, or else the application's. A code for
 * publishing plays, too, as for conferences. Empty: there is no secret, or the subscriber is not for this.
 */
export function keysFor(question: CodeQuestion, action: Action): readonly TotpKey[] {
  const { record } = question;
  if (record?.sealedSecret === undefined) {
    if (record?.type === "play" && action === "publish") return [];
    const types: readonly Action[] = action === "publish" ? ["publish"] : ["play", "publish"];
    return types.flatMap(type => derivedKey(question, type) ?? []);
  }
  const mayPublish = record.type === "publish";
  const key = action === "publish" && !mayPublish ? undefined : ownKey(question, record, record.sealedSecret);
  return key ? [key] : [];
}

/** The key of which `GET …/totp?type=` shows the code; undefined where there is no secret. */
export function keyShown(question: CodeQuestion, type: Action): TotpKey | undefined {
  const { record } = question;
  const sealed = record?.sealedSecret;
  return record && sealed !== undefined ? ownKey(question, record, sealed) : derivedKey(question, type);
}

function ownKey(
  { settings, openSealed }: CodeQuestion,
  record: SubscriberRecord,
  sealed: string,
): TotpKey | undefined {
  const secret = decodeBase32(openSealed(sealed, subscriberSealPlace(record)));
  return secret && { secret, periodSeconds: record.periodSeconds ?? settings.timeTokenPeriod };
}

/**
 * The bytes of secret, subscriber, stream and type, one behind the other, with `X` up to a whole group of 8 (Ant Media's
 * TOTPGenerator, which writes them as Base32 and reads them again).
 */
function derivedKey({ settings, subscriberId, streamId }: CodeQuestion, type: Action): TotpKey | undefined {
  const { timeTokenSecretForPublish, timeTokenSecretForPlay, timeTokenPeriod } = settings;
  const secret = type === "publish" ? timeTokenSecretForPublish : timeTokenSecretForPlay;
  if (secret === undefined) return undefined;
  const text = secret.expose() + subscriberId + streamId + type;
  const padded = text.padEnd(Math.ceil(text.length / GROUP) * GROUP, "X");
  return { secret: Buffer.from(padded), periodSeconds: timeTokenPeriod };
}
