import { type DenyReason, denyText } from "@sluice/policy";
import type { AntmediaMechanism } from "../../declarations/antmedia-mechanisms.ts";
import { redact } from "../../lib/redact.ts";

/** A refusal as Ant Media's filters say it. */
export interface MediaRefusal {
  readonly status: number;
  /** One line; holds no credential. */
  readonly text: string;
}

/** What is known of the request that is refused. */
export interface RefusedMedia {
  /** The stream's id as the address itself names it, there or not; undefined: it names none. */
  readonly named: string | undefined;
  /** What the application asks players for; undefined: it does not say. */
  readonly mechanism: AntmediaMechanism | undefined;
}

const FULL: ReadonlySet<DenyReason> = new Set(["stream-full", "too-many-sessions", "session-evicted"]);
const NO_STREAM = "Cannot specified the stream id from the url";
/** Nobody is told an id that is longer than any can be. */
const LONGEST_ID = 300;

const ofMechanism: Readonly<Record<Exclude<AntmediaMechanism, "one-time">, string>> = {
  totp: "Time Based subscriber id or code is invalid",
  hash: "Invalid Hash",
  jwt: "Invalid JWT Token",
};

/**
 * A refusal in Ant Media's words (its filters for media, as its source has them). Whatever a credential is refused for is one
 * text, 403; what is not there is 404. What Ant Media does not know (a broken origin, too many guesses) keeps our status.
 */
export function mediaRefusal(
  reason: DenyReason,
  { named, mechanism = "one-time" }: RefusedMedia,
): MediaRefusal {
  if (reason === "method-not-allowed") return { status: 403, text: "Invalid Request Type" };
  if (reason === "subscriber-blocked") return { status: 401, text: "Subscriber is blocked" };
  if (FULL.has(reason)) return { status: 403, text: "Viewer Limit Reached" };
  const { status, title } = denyText(reason);
  const isMissing = status === 404 || reason === "not-an-entry";
  if (named === undefined && reason === "stream-unknown") return { status: 403, text: NO_STREAM };
  if (isMissing) return { status: 404, text: "Not Found" };
  if (status !== 401 && status !== 403) return { status, text: title };
  if (named === undefined) return { status: 403, text: NO_STREAM };
  if (mechanism !== "one-time") return { status: 403, text: ofMechanism[mechanism] };
  return { status: 403, text: `Invalid Token for streamId:${echo(named)}` };
}

/** For `ClusterAuthorization`, which nobody has a key for here. */
export function clusterRefusal(reason: DenyReason, named: string | undefined): MediaRefusal {
  if (reason !== "key-unknown") return mediaRefusal(reason, { named, mechanism: undefined });
  const text = `Cluster communication token is not valid for streamId:${echo(named ?? "")}`;
  return { status: 403, text };
}

/** What a client sent, as a plain word: a token in its place is taken out, and nothing in it could be markup. */
function echo(id: string): string {
  return redact(id)
    .slice(0, LONGEST_ID)
    .replace(/[^\p{L}\p{N}_.\-/[\]]/gu, "_");
}
