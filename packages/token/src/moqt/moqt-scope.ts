import { sameBytes } from "../bytes/compare.ts";
import type { CborValue } from "../cbor/value.ts";

/** Bytes that must be the same, begin so or end so. */
export interface BytesMatch {
  readonly kind: "exact" | "prefix" | "suffix";
  readonly bytes: Uint8Array;
}

/** What may be done (draft-ietf-moq-c4m): actions on tracks whose namespace and name match. */
export interface MoqtScope {
  readonly actions: readonly number[];
  /** For each part of the namespace from its start. */
  readonly namespace: readonly BytesMatch[];
  /** True when the namespace may not go on behind the last match. */
  readonly namespaceEnds: boolean;
  readonly track: BytesMatch | undefined;
}

/** What is asked for. `track` is undefined for actions on namespaces. */
export interface MoqtAction {
  readonly action: number;
  readonly namespace: readonly Uint8Array[];
  readonly track?: Uint8Array | undefined;
}

const MOST_SCOPES = 100;

/** Reads `[[actions, namespace matches, track match], …]`; undefined when it is malformed. */
export function parseMoqtScopes(value: CborValue): readonly MoqtScope[] | undefined {
  return listOf(value, parseScope, MOST_SCOPES);
}

/** True when one scope allows the action. What no scope grants is refused. */
export function allowsMoqtAction(scopes: readonly MoqtScope[], wanted: MoqtAction): boolean {
  return scopes.some(scope => scopeAllows(scope, wanted));
}

function scopeAllows(scope: MoqtScope, { action, namespace, track }: MoqtAction): boolean {
  if (!scope.actions.includes(action) || namespace.length < scope.namespace.length) return false;
  if (scope.namespaceEnds && namespace.length > scope.namespace.length) return false;
  const fits = scope.namespace.every((match, index) => matchesBytes(match, namespace[index]));
  return fits && (scope.track === undefined || matchesBytes(scope.track, track));
}

function matchesBytes({ kind, bytes }: BytesMatch, actual: Uint8Array | undefined): boolean {
  if (actual === undefined || actual.length < bytes.length) return false;
  if (kind === "exact") return sameBytes(bytes, actual);
  const start = kind === "prefix" ? 0 : actual.length - bytes.length;
  return sameBytes(bytes, actual.subarray(start, start + bytes.length));
}

function parseScope(value: CborValue): MoqtScope | undefined {
  if (!Array.isArray(value) || value.length < 1 || value.length > 3) return undefined;
  const [rawActions, rawNamespace = [], rawTrack]: readonly CborValue[] = value;
  const actions = listOf(
    rawActions,
    action => (typeof action === "number" && action >= 0 ? action : undefined),
    32,
  );
  if (actions === undefined || !Array.isArray(rawNamespace)) return undefined;
  const parts: readonly CborValue[] = rawNamespace;
  // Null as the last match: the namespace ends there.
  const namespaceEnds = parts.at(-1) === null;
  const namespace = listOf(namespaceEnds ? parts.slice(0, -1) : parts, parseMatch, 32);
  const track = rawTrack === undefined || rawTrack === null ? undefined : parseMatch(rawTrack);
  const hasBadTrack = rawTrack !== undefined && rawTrack !== null && track === undefined;
  return namespace === undefined || hasBadTrack ? undefined : { actions, namespace, namespaceEnds, track };
}

function parseMatch(value: CborValue): BytesMatch | undefined {
  if (value instanceof Uint8Array) return { kind: "exact", bytes: value };
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [kind, bytes]: readonly CborValue[] = value;
  if (!(bytes instanceof Uint8Array) || (kind !== 1 && kind !== 2)) return undefined;
  return { kind: kind === 1 ? "prefix" : "suffix", bytes };
}

function listOf<Item>(
  value: CborValue,
  read: (item: CborValue) => Item | undefined,
  most: number,
): readonly Item[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const raw: readonly CborValue[] = value;
  const items: Item[] = [];
  for (const one of raw) {
    const item = read(one);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}
