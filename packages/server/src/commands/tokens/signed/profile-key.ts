import type { Algorithm } from "@sluice/token";
import type { KeyDirectory } from "../../../keys/key-directory.ts";
import type { LivingKey } from "../../../keys/living-key.ts";
import type { TokenKeyRecord } from "../../../store/token-keys.ts";

/** A vocabulary of claims, and the algorithm that its tokens are signed with. */
export interface SignedProfile {
  readonly profile: string;
  readonly algorithm: Algorithm;
}

/** What its key is wanted for. */
export interface ProfileKeyOrder extends SignedProfile {
  readonly organization: string;
  /** Of all the streams that are opened; undefined when there are several, or none is named. */
  readonly application: string | undefined;
  readonly nowSeconds: number;
}

/**
 * The key that signs tokens of one vocabulary with one algorithm: the default key where it can, else the newest active one
 * that the organization has for this vocabulary alone. Undefined: there is none.
 */
export function findProfileKey(
  tokenKeys: Pick<KeyDirectory, "signingKey" | "of">,
  { organization, application, nowSeconds, ...wanted }: ProfileKeyOrder,
): LivingKey | undefined {
  const standard = tokenKeys.signingKey(organization, undefined, application, nowSeconds);
  if (standard && mayServe(standard, wanted)) return standard;
  const own = tokenKeys.of(organization).filter(record => isProfileKey(record, wanted));
  for (const { id } of own.toReversed()) {
    const key = tokenKeys.signingKey(organization, id, application, nowSeconds);
    if (key) return key;
  }
  return undefined;
}

/** True for a key that the whole organization has for this vocabulary alone, whatever its state. */
export function isProfileKey(
  { application, claimMap, algorithm }: TokenKeyRecord,
  { profile, algorithm: wanted }: SignedProfile,
): boolean {
  return application === undefined && claimMap === profile && algorithm === wanted;
}

function mayServe({ algorithm, record }: LivingKey, wanted: SignedProfile): boolean {
  return algorithm === wanted.algorithm && (record.claimMap ?? wanted.profile) === wanted.profile;
}
