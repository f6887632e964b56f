import type { RevocationRule, SessionRecord } from "@sluice/policy";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { RevocationQuery, SessionQuery, TokenQuery, TokenRecord } from "../store.ts";
import type { MemoryState } from "./state.ts";

interface Placed<T> {
  readonly item: T;
  /** Newest first when compared number by number, descending. */
  readonly position: readonly number[];
}

/** Tokens, the last issued first. `stream` finds tokens that name the stream. */
export function listTokens(state: MemoryState, query: TokenQuery): Page<TokenRecord> {
  const placed = [...state.tokens.values()].map((item, index) => ({
    item,
    position: [item.issuedAtMilliseconds, index],
  }));
  const matches = ({ item }: Placed<TokenRecord>) =>
    item.organization === query.organization &&
    (query.user === undefined || item.user === query.user) &&
    (query.tag === undefined || item.tag === query.tag) &&
    (query.stream === undefined || ("streams" in item.target && item.target.streams.includes(query.stream)));
  return pageOf(placed.filter(matches), 2, query);
}

/** Sessions, the last admitted first. */
export function listSessions(state: MemoryState, query: SessionQuery): Page<SessionRecord> {
  const placed = [...state.sessions.values()].map((item, index) => ({ item, position: [index] }));
  const matches = ({ item }: Placed<SessionRecord>) =>
    item.organization === query.organization &&
    (query.token === undefined || item.tokenId === query.token) &&
    (query.user === undefined || item.user === query.user) &&
    (query.stream === undefined || item.stream === query.stream) &&
    (query.live === undefined || (item.endedAtSeconds === undefined) === query.live);
  return pageOf(placed.filter(matches), 1, query);
}

/** Revocation rules, the last written first. */
export function listRevocations(state: MemoryState, query: RevocationQuery): Page<RevocationRule> {
  const placed = [...state.rules.values()].map(({ rule, place }) => ({ item: rule, position: [place] }));
  return pageOf(
    placed.filter(({ item }) => item.organization === query.organization),
    1,
    query,
  );
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
