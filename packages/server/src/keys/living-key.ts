import {
  type Algorithm,
  type CatReadings,
  type Jwk,
  type KeyMaterial,
  labelProfiles,
  type SyncSignatures,
  type TokenKey,
} from "@sluice/token";
import type { TokenKeyRecord } from "../store/token-keys.ts";
import { algorithmOfJwk } from "./jwks-keys.ts";

/** A key that was imported, with what is kept of it. Several have one record where it is a key set. */
export interface LivingKey extends TokenKey {
  readonly record: TokenKeyRecord;
  /** What it signs and encrypts with; undefined where only the public half is known. Imported at its first use. */
  readonly signing: () => KeyMaterial | undefined;
}

/** What came of a record: its keys, and why some of it is of no use. */
export interface ImportedKeys {
  readonly keys: readonly LivingKey[];
  /** One sentence, without anything of the key; undefined: all of it is in use. */
  readonly fault: string | undefined;
}

/** What importing needs. */
export interface ImportDependencies {
  readonly signatures: Pick<SyncSignatures, "importKey">;
  /** Opens what was sealed for a place; throws when it cannot. */
  readonly openSealed: (sealed: string, context: string) => string;
}

/** The place for which a key's secret is sealed. */
export function tokenKeyContext(id: string): string {
  return `token-key/${id}/jwk`;
}

/** Imports a record's keys, once. Never throws: what is of no use vouches for nothing and says so. */
export function importTokenKey(dependencies: ImportDependencies, record: TokenKeyRecord): ImportedKeys {
  if (record.source === "jwks") return importSet(dependencies, record);
  const { algorithm, kid } = record;
  if (algorithm === undefined) return { keys: [], fault: "the key has no algorithm" };
  try {
    return {
      keys: [importOne(dependencies, record, { algorithm, kid, jwk: jwkOf(dependencies, record) })],
      fault: undefined,
    };
  } catch (error) {
    return { keys: [], fault: faultOf(error) };
  }
}

interface Half {
  readonly algorithm: Algorithm;
  readonly kid: string | undefined;
  readonly jwk: Jwk;
}

function importOne(
  { signatures }: ImportDependencies,
  record: TokenKeyRecord,
  { algorithm, kid, jwk }: Half,
): LivingKey {
  const maySign = record.sealedJwk !== undefined;
  let signing: KeyMaterial | undefined;
  return {
    id: record.id,
    kid,
    algorithm,
    issuer: record.issuer,
    readings: readingsOf(record),
    claimMap: record.claimMap,
    material: signatures.importKey(jwk, algorithm, "verify"),
    record,
    signing: () => {
      if (maySign) signing ??= signatures.importKey(jwk, algorithm, "sign");
      return signing;
    },
  };
}

/** An unknown profile of labels means none: the claims under its labels are unknown then, and deny. */
export function readingsOf({ readings, labelProfile }: TokenKeyRecord): CatReadings | undefined {
  const labels = labelProfile === undefined ? undefined : labelProfiles.get(labelProfile);
  return labels ? { ...readings, labels } : readings;
}

function importSet(dependencies: ImportDependencies, record: TokenKeyRecord): ImportedKeys {
  const keys: LivingKey[] = [];
  let fault: string | undefined;
  for (const jwk of record.fetched?.keys ?? []) {
    const algorithm = algorithmOfJwk(jwk, record.algorithm);
    if (algorithm === undefined) continue;
    try {
      keys.push(importOne(dependencies, record, { algorithm, kid: jwk.kid, jwk }));
    } catch (error) {
      fault = faultOf(error);
    }
  }
  return { keys, fault };
}

function jwkOf({ openSealed }: ImportDependencies, { id, sealedJwk, publicJwk }: TokenKeyRecord): Jwk {
  // Only this program seals, so what opens is a JWK.
  if (sealedJwk !== undefined) return JSON.parse(openSealed(sealedJwk, tokenKeyContext(id))) as Jwk;
  if (publicJwk !== undefined) return publicJwk;
  throw new Error("nothing is kept of the key");
}

/** Messages of imports and seals never hold a key. Others might: they are not repeated. */
function faultOf(error: unknown): string {
  const isTold = error instanceof Error && (error.name === "KeyUnusable" || error.name === "SealBroken");
  return isTold ? error.message : "the key cannot be imported";
}
