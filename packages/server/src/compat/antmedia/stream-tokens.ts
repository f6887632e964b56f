import type { Actor } from "../../commands/actor.ts";
import type { Outcome } from "../../commands/command-problem.ts";
import { revoke } from "../../commands/revocations/revoke.ts";
import { listTokens } from "../../commands/tokens/read-tokens.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import { type TokenShape, tokenShape } from "./token-view.ts";

/** Tokens that are looked at for one page: who has more of one stream finds them in API v1. */
const MOST_LOOKED_AT = 10_000;
const PAGE = 200;

/** A stream as their addresses name it. */
export interface NamedStream {
  readonly application: string;
  readonly streamId: string;
}

/** A part of a list. */
export interface ListPage {
  readonly offset: number;
  readonly size: number;
}

/** The tokens that name a stream and were neither used nor revoked, the newest first; expired ones are among them, as there. */
export async function listStreamTokens(
  dependencies: CompatDependencies,
  actor: Actor,
  { application, streamId }: NamedStream,
  { offset, size }: ListPage,
): Promise<readonly TokenShape[]> {
  const found: TokenShape[] = [];
  let cursor: string | undefined;
  let looked = 0;
  do {
    const filter = { stream: `${application}/${streamId}`, limit: PAGE, cursor };
    const page = await listTokens(dependencies, actor, filter);
    const unspent = page.items.filter(({ status }) => status !== "used" && status !== "revoked");
    for (const { id: tokenId, action: type, expires_at: expiresAtSeconds, annotations } of unspent) {
      found.push(tokenShape({ tokenId, streamId, expiresAtSeconds, type, annotations }));
    }
    looked += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < offset + size && looked < MOST_LOOKED_AT);
  return found.slice(offset, offset + size);
}

/**
 * Revokes every token of a stream that was made until now, and ends what runs with them. True when there was one that was
 * neither used nor revoked, or something that ran.
 */
export async function revokeStreamTokens(
  dependencies: CompatDependencies,
  actor: Actor,
  stream: NamedStream,
): Promise<Outcome<boolean>> {
  const { nowMilliseconds } = dependencies;
  const unspent = await listStreamTokens(dependencies, actor, stream, { offset: 0, size: 1 });
  const selector = { stream: `${stream.application}/${stream.streamId}` };
  const outcome = await revoke(dependencies, actor, { selector }, nowMilliseconds());
  if ("problem" in outcome) return outcome;
  const ended = "rule" in outcome.done ? outcome.done.rule.sessions : 0;
  return { done: unspent.length > 0 || ended > 0 };
}
