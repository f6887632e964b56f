import type { SessionRecord } from "@sluice/policy";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { isWithdrawn } from "../is-withdrawn.ts";
import type { Page } from "../page.ts";
import type { DecisionQuery, RevocationQuery, SessionQuery, TokenQuery } from "../queries.ts";
import type { RevocationRecord } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { matchesDecision, matchesRevocation, matchesSession, matchesToken } from "./matching.ts";
import type { MemoryState } from "./state.ts";

interface Placed<T> {
  readonly item: T;
  /** Newest first when compared number by number, descending. */
  readonly position: readonly number[];
}

/** True when a rule covers the token as a whole, or one that it was delegated from is withdrawn. */
export function isTokenCovered(state: MemoryState, token: TokenRecord, nowSeconds: number): boolean {
  const { openRules, tokens } = state;
  return isWithdrawn(token, { openRules, token: id => tokens.get(id) }, nowSeconds);
}

/** Tokens, the last issued first. */
export function listTokens(state: MemoryState, query: TokenQuery): Page<TokenRecord> {
  const isCovered = (token: TokenRecord) => isTokenCovered(state, token, query.status?.atSeconds ?? 0);
  const placed = [...state.tokens.values()].map((item, index) => ({
    item,
    position: [item.issuedAtMilliseconds, index],
  }));
  return pageOf(
    placed.filter(({ item }) => matchesToken(item, query, isCovered(item))),
    2,
    query,
  );
}

/** Sessions, the last admitted first. */
export function listSessions(state: MemoryState, query: SessionQuery): Page<SessionRecord> {
  const placed = placedInOrder(state.sessions.values());
  return pageOf(
    placed.filter(({ item }) => matchesSession(item, query)),
    1,
    query,
  );
}

/** Revocation rules, the last written first. */
export function listRevocations(state: MemoryState, query: RevocationQuery): Page<RevocationRecord> {
  const placed = placedInOrder(state.rules.values());
  return pageOf(
    placed.filter(({ item }) => matchesRevocation(item, query)),
    1,
    query,
  );
}

/** Decisions, the last one first. */
export function listDecisions(state: MemoryState, query: DecisionQuery): Page<DecisionRecord> {
  const placed = [...state.decisions.values()].map((item, index) => ({
    item,
    position: [item.atMilliseconds, index],
  }));
  return pageOf(
    placed.filter(({ item }) => matchesDecision(item, query)),
    2,
    query,
  );
}

/** Nothing in these maps is ever removed or moved, so an item's place is its number. */
function placedInOrder<T>(items: Iterable<T>): readonly Placed<T>[] {
  return [...items].map((item, index) => ({ item, position: [index] }));
}

function pageOf<T>(
  placed: readonly Placed<T>[],
  length: number,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Page<T> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, length);
  const rest = placed
    .toSorted((left, right) => compare(right.position, left.position))
    .filter(({ position }) => after === undefined || compare(position, after) < 0);
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ item }) => item),
    next: last && rest.length > items.length ? encodeCursor(last.position) : undefined,
  };
}

function compare(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, at) => value !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
