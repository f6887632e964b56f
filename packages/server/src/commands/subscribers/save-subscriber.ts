import type { Action } from "@sluice/policy";
import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import { decodeBase32 } from "../../lib/base32.ts";
import {
  type SubscriberRecord,
  type SubscriberSettings,
  subscriberSealPlace,
} from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import { isSubscriberId, mayHandOut, type SubscriberStream } from "./subscriber-stream.ts";
import { retireCodes } from "./withdraw-codes.ts";
import { writeSubscriber } from "./write-subscriber.ts";

/** So often new limits are tried again while the token is changed by others. */
const ATTEMPTS = 5;
const LONGEST_SECRET = 256;

/** A subscriber as somebody wants it to be. */
export interface SubscriberOrder {
  readonly subscriberId: string;
  readonly name: string | undefined;
  readonly type: Action | undefined;
  /** Base32 without padding; undefined: the application's secret counts. */
  readonly secret: string | undefined;
  readonly periodSeconds: number;
  /** 1 or more. */
  readonly maxSessions: number;
}

/**
 * Makes a subscriber, or puts this in the place of the one that is there; a block stays. Who gets, changes or loses
 * a secret of their own is another token from then on, and what ran by the former codes ends.
 */
export async function saveSubscriber(
  dependencies: SubscriberDependencies,
  actor: Actor,
  stream: SubscriberStream,
  order: SubscriberOrder,
): Promise<Outcome<SubscriberRecord>> {
  const { sealer, nowMilliseconds } = dependencies;
  const { secret } = order;
  if (!isSubscriberId(order.subscriberId)) {
    return invalidFields([{ field: "subscriberId", message: "this is no subscriber's id" }]);
  }
  if (secret !== undefined && (secret.length > LONGEST_SECRET || !decodeBase32(secret))) {
    return invalidFields([{ field: "b32Secret", message: "this is not Base32 in groups of 8 characters" }]);
  }
  const now = nowMilliseconds();
  const times = { expiresAtSeconds: undefined, nowSeconds: Math.floor(now / 1000) };
  const refused = mayHandOut(actor, stream, { type: order.type, ...times });
  if (refused) return refused;
  const place = {
    organization: stream.organization,
    stream: stream.stream,
    subscriberId: order.subscriberId,
  };
  const sealedSecret = secret === undefined ? undefined : sealer.seal(secret, subscriberSealPlace(place));
  const isSame = (before: SubscriberRecord | undefined) => isSameSecret(dependencies, before, secret);
  const next = (before: SubscriberRecord | undefined): SubscriberSettings => ({
    ...place,
    name: order.name,
    type: order.type,
    sealedSecret,
    periodSeconds: order.periodSeconds,
    maxSessions: order.maxSessions,
    block: before?.block,
    createdAtMilliseconds: before && isSame(before) ? before.createdAtMilliseconds : laterThan(before, now),
  });
  const written = await writeSubscriber(dependencies, actor, place, { action: "subscriber.update", next });
  if ("problem" in written) return written;
  const { before, after } = written.done;
  if (!isSame(before)) {
    await retireCodes(dependencies, actor, { place, record: before, after });
  }
  if (before?.type === "publish" && after.type !== "publish") {
    await retireCodes(dependencies, actor, { place, record: before, after, actions: ["publish"] });
  }
  if (before?.maxSessions !== after.maxSessions) await followLimit(dependencies, after);
  return { done: after };
}

function isSameSecret(
  { sealer }: SubscriberDependencies,
  before: SubscriberRecord | undefined,
  secret: string | undefined,
): boolean {
  if (before?.sealedSecret === undefined || secret === undefined) {
    return before?.sealedSecret === undefined && secret === undefined;
  }
  const former = sealer.open(before.sealedSecret, subscriberSealPlace(before));
  return former.toUpperCase() === secret.toUpperCase();
}

/** Two secrets of one millisecond are two tokens. */
function laterThan(before: SubscriberRecord | undefined, now: number): number {
  return Math.max(now, (before?.createdAtMilliseconds ?? 0) + 1);
}

/** Sessions that run obey a new limit at once. */
async function followLimit(dependencies: SubscriberDependencies, record: SubscriberRecord): Promise<void> {
  for (const action of ["publish", "play"] as const) {
    const id = subscriberTokenId(dependencies.crypto, record, record, action);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await writeLimit(dependencies, id, record)) break;
    }
  }
}

/** False when the token was changed meanwhile. */
async function writeLimit(
  { store, sessions, nowMilliseconds }: SubscriberDependencies,
  id: string,
  { organization, maxSessions }: SubscriberRecord,
): Promise<boolean> {
  const token = await store.token(id);
  if (!token) return true;
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  const limits = { ...token, maxSessions };
  const outcome = await store.updateToken({ organization, id, version: token.version, limits, nowSeconds });
  if (outcome.outcome === "updated") sessions.amend(outcome.sessions, outcome.lapsedSessionIds);
  return outcome.outcome !== "stale";
}
