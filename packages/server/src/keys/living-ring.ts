import { algorithms, type KeyRing } from "@sluice/token";
import { isSettingKey } from "./is-setting-key.ts";
import type { LivingKey } from "./living-key.ts";
import { tokenKeyStateAt, vouches } from "./token-key-state.ts";

/** The keys that vouch for the tokens of one application now. */
export interface LivingRing extends KeyRing {
  select(kid: string | undefined): readonly LivingKey[];
  selectEncryption(kid: string | undefined): readonly LivingKey[];
}

const NONE: readonly LivingKey[] = [];

/**
 * The ring of some keys, the first made first. A kid finds one that was made here or handed over before one of a key
 * set, and one whose limits leave the application out last of all: it takes no kid away from others there. Without a
 * kid, the application's default and previous keys are found, or the organization's where the application has no default;
 * and behind them what a setting of the application says.
 */
export function createLivingRing(
  keys: readonly LivingKey[],
  application: string | undefined,
  nowSeconds: number,
): LivingRing {
  const usable = keys.filter(({ record }) => vouches(tokenKeyStateAt(record, nowSeconds)));
  return {
    select: finder(
      usable.filter(key => !encrypts(key)),
      application,
    ),
    selectEncryption: finder(usable.filter(encrypts), application),
  };
}

/** True for a key that encrypts claims and vouches for none. */
export function encrypts({ algorithm }: Pick<LivingKey, "algorithm">): boolean {
  return algorithms[algorithm].use === "encryption";
}

function finder(keys: readonly LivingKey[], application: string | undefined) {
  const isSet = ({ record }: LivingKey) => record.source === "jwks";
  const byKid = new Map<string, readonly LivingKey[]>();
  const ranked = [...keys.filter(key => !isSet(key)), ...keys.filter(isSet)];
  const reaches = ({ record: { caps } }: LivingKey) =>
    !caps.applications || (application !== undefined && caps.applications.includes(application));
  for (const key of [...ranked.filter(reaches), ...ranked]) {
    if (key.kid !== undefined && !byKid.has(key.kid)) byKid.set(key.kid, [key]);
  }
  const own = application === undefined ? NONE : withoutKid(keys, application);
  const ofSetting = keys.filter(({ record }) => isSettingKey(record) && record.application === application);
  const unnamed = [...(own.length > 0 ? own : withoutKid(keys, undefined)), ...ofSetting];
  return (kid: string | undefined) => (kid === undefined ? unnamed : (byKid.get(kid) ?? NONE));
}

/** The default key, and the previous one behind it. A set answers only while it has one key: nothing is tried out. */
function withoutKid(keys: readonly LivingKey[], application: string | undefined): readonly LivingKey[] {
  const ofRole = (role: "default" | "previous"): readonly LivingKey[] => {
    const found = keys.filter(({ record }) => record.application === application && record.role === role);
    return found.length === 1 ? found : NONE;
  };
  return [...ofRole("default"), ...ofRole("previous")];
}
