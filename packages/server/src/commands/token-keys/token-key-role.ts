import { algorithms } from "@sluice/token";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";
import type {
  TokenKeyRecord,
  TokenKeyRole,
  TokenKeySettings,
  TokenKeyWrite,
} from "../../store/token-keys.ts";

/** The key with the settings that have versions, and nothing else. */
export function settingsOf(record: TokenKeyRecord): TokenKeySettings {
  const { version: _, lastUsedAtSeconds: __, fetched: ___, ...settings } = record;
  return settings;
}

/** The key that has this role beside `key`: for the same application, and for the same of vouching and encrypting. */
export function holderOfRole(
  tokenKeys: Pick<KeyDirectory, "of">,
  key: TokenKeySettings,
  role: TokenKeyRole,
): TokenKeyRecord | undefined {
  return tokenKeys
    .of(key.organization)
    .find(
      other =>
        other.id !== key.id &&
        other.role === role &&
        other.application === key.application &&
        encrypts(other) === encrypts(key),
    );
}

/** The steps that put a key: whoever had the default role that it takes loses it. */
export function putWithRole(
  tokenKeys: Pick<KeyDirectory, "of">,
  key: TokenKeySettings,
  version: number,
): readonly TokenKeyWrite[] {
  const put = { write: "put", key, version } as const;
  const former = key.role === "default" ? holderOfRole(tokenKeys, key, "default") : undefined;
  if (!former) return [put];
  const stripped = { ...settingsOf(former), role: undefined };
  return [put, { write: "put", key: stripped, version: former.version }];
}

/** True when tokens without a kid would find no key where this one belongs. */
export function isRoleFree(
  tokenKeys: Pick<KeyDirectory, "of">,
  key: TokenKeySettings,
  nowSeconds: number,
): boolean {
  const holder = holderOfRole(tokenKeys, key, "default");
  return !holder || tokenKeyStateAt(holder, nowSeconds) === "retired";
}

function encrypts({ algorithm }: TokenKeySettings): boolean {
  return algorithm !== undefined && algorithms[algorithm].use === "encryption";
}
