import type { CatReadings } from "../cat/readings.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial, KeyRing, TokenKey } from "../keys/token-key.ts";
import type { VectorKey } from "./read-keys.ts";
import type { Vector } from "./read-vectors.ts";

/** Imports a key, or says that it cannot be used. */
export type Import = (jwk: Jwk, algorithm: Algorithm) => KeyMaterial | undefined;

/**
 * The ring of a recipient that has one key for signatures and MACs, the vector's own, whatever the kid; and every secret
 * of the file for what is encrypted, the vector's own first. A vector that names several keys has a ring of these, found by
 * their kids, each with its own settings.
 */
export function vectorRing(
  keys: readonly VectorKey[],
  { key: own, keys: ring }: Pick<Vector, "key" | "keys">,
  readings: CatReadings,
  imported: Import,
): KeyRing {
  const first = keys.filter(({ name }) => name === own);
  const ordered = [...first, ...keys.filter(({ name }) => name !== own)];
  const vouching = first.flatMap(key => tokenKey(key, key.algorithm, readings, imported));
  const content = ordered.flatMap(key => tokenKey(key, key.contentAlgorithm, readings, imported));
  const select = ring ? ringOf(keys, ring, imported).select : () => vouching;
  return { select, selectEncryption: () => content };
}

function ringOf(keys: readonly VectorKey[], names: readonly string[], imported: Import): KeyRing {
  return fixedRing(
    names
      .flatMap(name => keys.filter(key => key.name === name))
      .flatMap(key => {
        const { algorithm, settings } = key;
        return tokenKey(key, algorithm, settings.readings ?? {}, imported).map(made => ({
          ...made,
          ...settings,
        }));
      }),
  );
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
