import type {
  Action,
  ClientFacts,
  Comeback,
  DenyReason,
  DoorName,
  EntryForm,
  RuleOutcome,
  SessionConnection,
} from "@sluice/policy";
import type { RequestContext } from "@sluice/token";
import type { LocatedStream } from "../registry/application.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { Credential } from "./credential.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** A request as claims see it, without what the flow fixes itself. */
export type RequestFacts = Omit<
  RequestContext,
  "nowSeconds" | "ip" | "issuers" | "audiences" | "proof" | "isBarred"
>;

/** One request for access, fixed when its door has parsed it. */
export interface AccessQuestion {
  readonly action: Action;
  readonly door: DoorName;
  readonly credential: Credential;
  /** The token itself, where whoever asks has named it by right: no text of the credential is proved then. */
  readonly proven?: VerifiedToken | undefined;
  /** The tenant whose tokens count; undefined when the application is not known. */
  readonly organization: string | undefined;
  readonly client: ClientFacts;
  /** What the claims of signed tokens look at; what the door cannot know is left out, and a claim that needs it denies. */
  readonly context?: RequestFacts | undefined;
  /** A DPoP proof as it was sent (RFC 9449 section 4.1). */
  readonly proof?: string | undefined;
  /** Looks the stream up. Whether there is one is told only to a credential that has proven itself. */
  readonly locate: () => LocatedStream | undefined;
  /** The stream's name as asked for, for the decision's record. */
  readonly asked: string | undefined;
  readonly form: EntryForm;
  /** The media server's connection that is asked for, and how its holder may come back by another. */
  readonly connection?: { readonly as: SessionConnection; readonly comeback: Comeback } | undefined;
  /** True when its carrier may have cut the token's text: an unreadable one is then told so. */
  readonly mayBeCut?: boolean | undefined;
  /** True where `prepare` asks no origin and costs nothing: the admission itself is then the first look at the state. */
  readonly isAtHand?: boolean | undefined;
  /** Nobody waits longer for the answer: the store gives up in time, and then nothing was done. Default: the store's own. */
  readonly patienceMilliseconds?: number | undefined;
  /**
   * What is opened, below the stream: `480p/index.m3u8`. A session's token may limit it to the folder of that. May change
   * while media is prepared: the session is that of what was found.
   */
  readonly entry?: string | undefined;
  /** True for a file that plays by itself: what lies beside it does not belong to it. */
  readonly isWholeFile?: boolean | undefined;
  /** `admit` makes a session; `peek` says what would happen and spends nothing. */
  readonly mode: "admit" | "peek";
  /** Unix milliseconds, from the one clock, taken once. */
  readonly nowMilliseconds: number;
  /** True once nobody waits for the answer any more: what cannot be delivered is not admitted. */
  readonly hasLeft?: (() => boolean) | undefined;
  /** Judges at another second than now (time travel of `check`). */
  readonly atSeconds?: number | undefined;
}

/** What a door's prepare found: the media's head, or why there is none. */
export type Prepared<T> =
  | { readonly ready: T }
  /** An answer for which nothing is admitted: the token is to be renewed first. */
  | { readonly instead: T }
  | {
      readonly unavailable: DenyReason;
      /** For the operator: which status, which host, which fault. Never a credential. */
      readonly detail?: string | undefined;
      readonly totalBytes?: number | undefined;
    };

/** Step 5 of the flow, the door's own: get the media's head, spending nothing. */
export type Prepare<T> = (stream: LocatedStream, token: VerifiedToken | undefined) => Promise<Prepared<T>>;

interface Decided {
  /** The decision's reference; GET /v1/decisions/{ref} explains it. */
  readonly ref: string;
  readonly rules: readonly RuleOutcome[];
  readonly token: VerifiedToken | undefined;
  readonly tokenId: string | undefined;
  /** Present where the stream does not enforce: what enforcing would have said. */
  readonly unenforced?: Unenforced | undefined;
}

/** A decision that no rule made. */
export interface Unenforced {
  readonly mode: "off" | "report";
  /** In `report`: the reason of the refusal that it would have been; undefined for a good token, and in `off`. */
  readonly reason: DenyReason | undefined;
}

/** A refusal. Doors render it in their own dialect. */
export interface Refusal extends Decided {
  readonly allowed: false;
  readonly reason: DenyReason;
  readonly sessionId: string | undefined;
  /** For `range-not-satisfiable`. */
  readonly totalBytes?: number | undefined;
}

/** An allowed request. `session` is undefined in `peek`. */
export interface Allowance<T> extends Decided {
  readonly allowed: true;
  readonly stream: LocatedStream;
  readonly session: LiveSession | undefined;
  /** True when the holder came back to a session it had. */
  readonly continued: boolean;
  readonly prepared: T;
}

export type Decision<T> = Refusal | Allowance<T>;
