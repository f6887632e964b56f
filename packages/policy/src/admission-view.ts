import type { Action } from "./access-request.ts";
import type { DenyReason } from "./deny-reasons.ts";
import type { BindingState, BindOrder } from "./match/binding.ts";
import type { Holder, NewSession, SessionConnection, SessionRecord } from "./session.ts";
import type { SlotSpace } from "./slot-space.ts";
import type { StateCheck } from "./verdict.ts";

/**
 * How an entry came: `first` is any entry; `refresh` an MPD reload or a Range beyond 0, which players repeat for life;
 * `return` what belongs to a session that runs already, such as the key of encrypted media: it goes on under the session of
 * its holder, whatever the token counts, and never begins one.
 */
export type EntryForm = "first" | "refresh" | "return";

/** How the holder of a session that a media server's connection carries may come back by another connection. */
export interface Comeback {
  /** True for protocols that ask more than once for one session: `grace` holds for them as for any entry. */
  readonly asksAgain: boolean;
  /** So long after the old connection is gone the same address comes back without a new use; 0: never. */
  readonly resumeSeconds: number;
  /** Only when the old session had lasted so long, because the server cuts sessions to have them asked for again. Default 0. */
  readonly resumeAfterSeconds?: number | undefined;
  /**
   * A publisher that was not heard of for so long is taken to be gone, where nobody tells when one goes. Undefined: it is
   * there until its end is told.
   */
  readonly believedSeconds?: number | undefined;
  /** The second at which a session was last heard from, where that is later than the store was told. */
  readonly lastHeard?: ((sessionId: string) => number | undefined) | undefined;
}

/** What one admit asks of the store. `session` becomes the session if it is admitted. */
export interface AdmissionRequest {
  readonly checks: readonly StateCheck[];
  readonly session: NewSession;
  readonly form: EntryForm;
  /** How often, and for how long after the start, the holder may come back to the entry. 0 seconds: never. */
  readonly grace: { readonly seconds: number; readonly repeats: number };
  /** To whom its tokens belong; undefined: to anybody. */
  readonly binds?: readonly BindOrder[] | undefined;
  /** The ASN of the client's address, where one of them needs it. */
  readonly asn?: number | undefined;
  /** For sessions over a connection, and for those alone. */
  readonly comeback?: Comeback | undefined;
  readonly nowSeconds: number;
  /**
   * The token's version when the checks were made from it: a token that was changed since is judged again from the
   * start. Undefined for what has no record.
   */
  readonly tokenVersion?: number | undefined;
  /** The same of the tokens in the session's lineage, by their ids. */
  readonly ancestorVersions?: ReadonlyMap<string, number> | undefined;
  /**
   * True for a token that proves itself by its signature: without a row it counts as a new one, which is made with its
   * first session.
   */
  readonly mayEnrol?: boolean | undefined;
}

/** What was used of something that has quotas; undefined is none. */
export interface UsedUp {
  readonly watchedSeconds?: number | undefined;
  readonly usedBytes?: number | undefined;
}

/** What was used of a stream, over all tokens, since it has limits of the kind. */
export interface StreamTotals extends UsedUp {
  readonly plays: number;
}

/** The token's row, as an admission sees it. */
export interface AdmissionToken extends UsedUp {
  readonly uses: number;
  /** Whom it is for. */
  readonly user?: string | undefined;
  /** To whom it belongs since it was used first; undefined: to nobody yet. */
  readonly binding?: BindingState | undefined;
  readonly revoked: boolean;
  readonly suspended: boolean;
  readonly version: number;
}

/** Which of the sessions that hold a slot are asked for. */
export interface SlotFilter {
  /** At most so many. */
  readonly limit: number;
  /** Only those of this holder. */
  readonly holder?: Holder | undefined;
  /** Only those that do this. */
  readonly action?: Action | undefined;
  /** Only those of this token and of what was delegated from it; it was delegated from none itself. */
  readonly root?: string | undefined;
}

/** The state one admission looks at, read inside the store's one serialisation point. */
export interface AdmissionView {
  /** The row of a token, the session's own or one of its lineage; undefined when there is none. */
  token(id: string): AdmissionToken | undefined;
  /** True when an open revocation rule covers that token on this stream. */
  revokedByRule(id: string): boolean;
  /** The session of this token, stream and holder that began last, ended ones included. */
  sessionOfHolder(): SessionRecord | undefined;
  /**
   * The session that an operator ended last of this token's, or of those of its family, with this holder, on any stream;
   * older bars are over. The family is all that was delegated from the same first token, and that token.
   */
  endedByOperator(): SessionRecord | undefined;
  /** Sessions of the token and of those delegated from it, or of the stream, that hold a slot now. */
  takenSlots(of: "token" | "stream", id: string): number;
  /** The sessions that hold a slot in a space, or some of them: the oldest first. */
  slotHolders(space: SlotSpace, only?: SlotFilter): readonly SessionRecord[];
  /**
   * Sessions of the organization that the holder ran, or one of whom as little is known, and that made room for another
   * after this second.
   */
  evictedOfHolder(afterSeconds: number): readonly SessionRecord[];
  /** What was used of the asked stream. */
  streamTotals(): StreamTotals;
  /** Sessions that have not ended over the connection (server and id) of the asked one, by any token. */
  onConnection(): readonly SessionRecord[];
  /** Sessions that publish the stream over a media server's connection and have not ended. */
  publishers(): readonly SessionRecord[];
  /**
   * Sessions of this token, stream and holder over connections, begun within the grace and not ended, the newest first; no
   * more than 64.
   */
  recentOfHolder(): readonly SessionRecord[];
}

/** A session that ends with an admission, in the same step. */
export interface PlannedEnd {
  readonly session: SessionRecord;
  /**
   * `replaced`: its holder takes its place. `closed`: the server uses its connection's id anew, so it is gone. `evicted`:
   * it makes room for the newcomer.
   */
  readonly reason: "replaced" | "closed" | "evicted";
}

/**
 * The plan for one admission: the store carries it out, all or nothing. A use is counted at the token and at every one
 * in its lineage.
 */
export type AdmissionPlan =
  | {
      readonly plan: "create";
      readonly countUse: boolean;
      /** True: the stream counts its plays, and this is one. */
      readonly countPlay?: boolean | undefined;
      /** To whom tokens belong from now on, by their ids; undefined: as before. */
      readonly bindings?: ReadonlyMap<string, BindingState> | undefined;
      /** Undefined: none. */
      readonly ends?: readonly PlannedEnd[] | undefined;
    }
  | {
      readonly plan: "continue";
      readonly session: SessionRecord;
      readonly countRepeat: boolean;
      /** Which carries the session from now on; undefined: the same as before, or none. */
      readonly connection?: SessionConnection | undefined;
      readonly ends?: readonly PlannedEnd[] | undefined;
    }
  /** The token was changed after its checks were made: make them anew. */
  | { readonly plan: "changed" }
  | { readonly plan: "refuse"; readonly reason: DenyReason; readonly session?: SessionRecord | undefined };
