import type { Action, DenyReason, DoorName, EndReason, RevocationSelector } from "@sluice/policy";

/** Who did what with which stream; what every event about a viewer or publisher tells. */
interface Occasion<Named, Token = Named> {
  readonly token: Token;
  readonly session: Named;
  /** `application/stream`. */
  readonly stream: Named;
  readonly action: Action;
  readonly door: DoorName;
  readonly user: string | null;
  readonly tag: string | null;
  readonly ip: string | null;
}

/** What each event tells, in the words of the API. Never a credential's text. `docs/webhooks.md` explains each field. */
export interface EventData {
  readonly "token.used": Occasion<string> & { readonly ref: string };
  /** `token` is null where nothing was enforced. */
  readonly "session.started": Occasion<string, string | null> & {
    readonly user_agent: string;
    /** Unix seconds. */
    readonly started_at: number;
    readonly ref: string;
  };
  readonly "session.ended": Occasion<string, string | null> & {
    readonly reason: EndReason;
    readonly started_at: number;
    readonly ended_at: number;
    readonly bytes: number;
    readonly requests: number;
  };
  readonly "access.refused": Occasion<string | null> & {
    readonly reason: DenyReason;
    readonly user_agent: string | null;
    readonly ref: string;
  };
  readonly "token.revoked": {
    /** The one token; null for a selector. */
    readonly token: string | null;
    /** The rule's id; null for one token. */
    readonly revocation: string | null;
    readonly selector: RevocationSelector | null;
    /** True when the token can be resumed. */
    readonly suspended: boolean;
    /** Tokens that it withdrew, and sessions that it ended. */
    readonly tokens: number;
    readonly sessions: number;
  };
}

export type EventType = keyof EventData;
