import type { TokenKeySettings } from "../store/token-keys.ts";

/** Who has made a key that is a setting of its application: no API key has such an id. */
export const MADE_BY_SETTING = "antmedia.jwtStreamSecretKey";

/** True for a key that is a setting of its application, and is changed there alone. */
export function isSettingKey({ createdBy }: Pick<TokenKeySettings, "createdBy">): boolean {
  return createdBy === MADE_BY_SETTING;
}
