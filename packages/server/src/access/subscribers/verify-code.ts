import { neighbourhoodOf } from "@sluice/policy";
import type { CryptoProvider, Secret } from "@sluice/token";
import type { Sealer } from "../../keys/seal.ts";
import { isTotp, type TotpKey, wasTotp } from "../../lib/totp.ts";
import type { LocatedStream } from "../../registry/application.ts";
import { askedMechanism } from "../../registry/asked-mechanism.ts";
import type { RecordStore } from "../../store/store.ts";
import type { SubscriberPlace, SubscriberRecord, SubscriberStore } from "../../store/subscribers.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { AccessQuestion } from "../question.ts";
import { isTotpText, readTotpText, type TotpCredential } from "../totp-credential.ts";
import { verifiedFrom } from "../verified-token.ts";
import type { Unverified, Verification } from "../verify-token.ts";
import type { CodeGuesses, GuessedSubject } from "./code-guesses.ts";
import { keysFor } from "./subscriber-keys.ts";
import { subscriberToken } from "./subscriber-token.ts";
import { verifyHash } from "./verify-hash.ts";

/**
 * Periods before and behind the present one whose codes count: clocks differ, and a code that was drawn in the last second of
 * its period must still arrive. More would help only who guesses (RFC 6238 section 5.2 asks for one at most).
 */
const WINDOWS = 1;
/** Periods back in which a code may have been right that a player still sends: it opens nothing, and is no guess. */
const FORMER = { from: WINDOWS + 1, to: 60 } as const;
/** Wrong codes within an hour, from wherever: for one subscriber, and for all who share an application's secret. */
const GUESSES = { own: 50, application: 200 } as const;

export interface VerifyCodeDependencies {
  readonly store: Pick<RecordStore, "token"> & Pick<SubscriberStore, "subscriber">;
  readonly crypto: CryptoProvider;
  readonly openSealed: Sealer["open"];
  readonly guesses: CodeGuesses;
}

/** Proves what is neither a record's text nor signed; undefined for a text that is none of that. */
export type VerifyCode = (question: AccessQuestion, text: Secret) => Promise<Verification | undefined>;

/**
 * Subscribers' codes of the time, where the application asks for them, and hashes, where it takes those. A code opens as often
 * as it is sent while it stands, as Ant Media's players send it with each request.
 */
export function createVerifyCode(dependencies: VerifyCodeDependencies): VerifyCode {
  return async (question, text) => {
    const raw = text.expose();
    if (!isTotpText(raw)) return verifyHash(dependencies, question, raw);
    const credential = readTotpText(raw);
    const stream = question.locate();
    if (!credential || !stream) return wrong(credential ? "no such stream" : "it cannot be read");
    if (askedMechanism(stream, question.action) !== "totp") {
      return wrong(`the application does not take codes to ${question.action}`);
    }
    return verifySubscriber(dependencies, question, credential, stream);
  };
}

async function verifySubscriber(
  dependencies: VerifyCodeDependencies,
  question: AccessQuestion,
  { subscriberId, code }: TotpCredential,
  stream: LocatedStream,
): Promise<Verification> {
  const { store, crypto, openSealed, guesses } = dependencies;
  const { action } = question;
  const settings = stream.application.antmedia;
  const { organization } = stream.application;
  const place: SubscriberPlace = { organization, stream: stream.facts.stream, subscriberId };
  const record = await store.subscriber(place);
  const keys = keysFor({ settings, subscriberId, streamId: stream.id, record, openSealed }, action);
  if (keys.length === 0) return wrong(`there is no secret by which this subscriber could ${action}`);
  const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
  const token = subscriberToken(crypto, place, record, action);
  const guessed = guessedSubject(question, { record, token, subscriberId });
  // Operators' questions are no guesses, and tell them what the code itself is worth. Who admits by the API is a door.
  const counts = question.door !== "api" || question.mode === "admit";
  if (counts && guesses.isBarred(guessed, nowSeconds)) return { reason: "too-many-guesses" };
  const isRight = keys.filter(key => isTotp(key, code, nowSeconds, WINDOWS)).length > 0;
  if (!isRight) {
    if (counts && !keys.some(key => wasTotp(key, code, nowSeconds, FORMER))) {
      guesses.noteWrong(guessed, { code, period: periodOf(keys, nowSeconds) }, nowSeconds);
    }
    return wrong("the code is not of this time");
  }
  if (counts) guesses.noteRight(guessed, nowSeconds);
  if (isBlocked(record, question, nowSeconds)) return { reason: "subscriber-blocked" };
  return { token: await enrolled(dependencies, token) };
}

/** Told only to who has proven to be the subscriber. */
function isBlocked(
  record: SubscriberRecord | undefined,
  { action }: AccessQuestion,
  nowSeconds: number,
): boolean {
  const block = record?.block;
  if (!block?.actions.includes(action)) return false;
  return nowSeconds * 1000 < block.untilMilliseconds;
}

/** The token as it was written with its first session, or as it will be. The narrower limit counts. */
async function enrolled({ store }: Pick<VerifyCodeDependencies, "store">, draft: TokenRecord) {
  const record = await store.token(draft.id);
  if (record?.organization !== draft.organization) return { ...verifiedFrom(draft), enrol: draft };
  const ofDraft = draft.maxSessions ?? Number.MAX_SAFE_INTEGER;
  return verifiedFrom({ ...record, maxSessions: Math.min(record.maxSessions ?? ofDraft, ofDraft) });
}

/** Keys of one subscriber have one period. */
function periodOf([key]: readonly TotpKey[], nowSeconds: number): number {
  return Math.floor(nowSeconds / (key?.periodSeconds ?? 1));
}

/**
 * A subscriber's own secret is one, whatever it is tried for. One secret of an application is guessed at under all the names that
 * there may be.
 */
function guessedSubject(
  { client }: AccessQuestion,
  {
    record,
    token: { organization, target, action },
    subscriberId,
  }: {
    readonly record: SubscriberRecord | undefined;
    readonly token: TokenRecord;
    readonly subscriberId: string;
  },
): GuessedSubject {
  const neighbour = client.ip === undefined ? undefined : neighbourhoodOf(client.ip);
  const from = { subscriberId, neighbour };
  const isOwn = record?.sealedSecret !== undefined;
  const subject = JSON.stringify([organization, target, isOwn ? { subscriberId } : action]);
  return { ...from, subject, limit: isOwn ? GUESSES.own : GUESSES.application };
}

function wrong(detail: string): Unverified {
  return { reason: "subscriber-code-invalid", detail };
}
