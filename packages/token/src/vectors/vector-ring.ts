import type { CatReadings } from "../cat/readings.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial, KeyRing, TokenKey } from "../keys/token-key.ts";
import type { VectorKey } from "./read-keys.ts";

/** Imports a key, or says that it cannot be used. */
export type Import = (jwk: Jwk, algorithm: Algorithm) => KeyMaterial | undefined;

/**
 * The ring of a recipient that has one key for signatures and MACs, the vector's own, whatever the kid; and every secret
 * of the file for what is encrypted, the vector's own first.
 */
export function vectorRing(
  keys: readonly VectorKey[],
  own: string | undefined,
  readings: CatReadings,
  imported: Import,
): KeyRing {
  const first = keys.filter(({ name }) => name === own);
  const ordered = [...first, ...keys.filter(({ name }) => name !== own)];
  const vouching = first.flatMap(key => tokenKey(key, key.algorithm, readings, imported));
  const content = ordered.flatMap(key => tokenKey(key, key.contentAlgorithm, readings, imported));
  return { select: () => vouching, selectEncryption: () => content };
}

function tokenKey(
  { name, jwk }: VectorKey,
  algorithm: Algorithm | undefined,
  readings: CatReadings,
  imported: Import,
): readonly TokenKey[] {
  const material = algorithm && imported(jwk, algorithm);
  return algorithm && material ? [{ id: name, kid: undefined, algorithm, readings, material }] : [];
}
