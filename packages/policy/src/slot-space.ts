import type { SessionCounting } from "./limit-types.ts";
import { tokensOf } from "./lineage.ts";
import type { NewSession } from "./session.ts";
import type { LimitOwner } from "./verdict.ts";

/**
 * The sessions among which places are counted: those of one organization and, where it is named, of one application or
 * stream; of them all, or those of one user, or of one token and what was delegated from it. With both a user and a token
 * a session counts that belongs to either.
 */
export interface SlotSpace {
  readonly organization: string;
  readonly application?: string | undefined;
  readonly stream?: string | undefined;
  readonly tokenId?: string | undefined;
  readonly user?: string | undefined;
}

/** Whose limit it is: a token's, with its user, or the stream's own. */
export interface SlotOwner {
  readonly of: LimitOwner;
  readonly tokenId: string;
  readonly user: string | undefined;
}

type Place = Pick<NewSession, "organization" | "application" | "stream" | "lineage">;

/** How a number alone is counted. */
export function usualCounting(of: LimitOwner): SessionCounting {
  return of === "token"
    ? { per: "token", over: "organization", whenFull: "reject-new" }
    : { per: "stream", over: "stream", whenFull: "reject-new" };
}

/** Where a limit counts the places of a session that begins at `place`. */
export function slotSpace(
  { of, tokenId, user }: SlotOwner,
  { per, over }: Pick<SessionCounting, "per" | "over">,
  { organization, application, stream, lineage: [root = tokenId] = [] }: Place,
): SlotSpace {
  if (per === "stream") return { organization, stream };
  const within = {
    organization,
    ...(over === "application" ? { application } : {}),
    ...(over === "stream" ? { stream } : {}),
  };
  // A stream gives a token no more places because it is handed on.
  if (per === "token" || user === undefined) return { ...within, tokenId: of === "stream" ? root : tokenId };
  // What a token hands on may be for another user: at the token it counts all the same.
  return of === "token" ? { ...within, tokenId, user } : { ...within, user };
}

/** True for a session that is counted there, whether it holds a place or not. */
export function isInSpace(
  { organization, application, stream, tokenId, user }: SlotSpace,
  session: Pick<NewSession, "organization" | "application" | "stream" | "tokenId" | "lineage" | "user">,
): boolean {
  if (session.organization !== organization) return false;
  if (application !== undefined && session.application !== application) return false;
  if (stream !== undefined && session.stream !== stream) return false;
  if (tokenId === undefined && user === undefined) return true;
  const isOfToken = tokenId !== undefined && tokensOf(session).includes(tokenId);
  return isOfToken || (user !== undefined && session.user === user);
}
