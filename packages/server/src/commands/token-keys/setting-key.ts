import { isSettingKey } from "../../keys/is-setting-key.ts";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { Actor } from "../actor.ts";

/** The id of the key that is the setting `jwtStreamSecretKey` of an application; undefined: it is not set. */
export function settingKeyOf(
  { tokenKeys }: { readonly tokenKeys: Pick<KeyDirectory, "of"> },
  { organization }: Pick<Actor, "organization">,
  application: string,
): string | undefined {
  const ofApplication = tokenKeys.of(organization).filter(key => key.application === application);
  return ofApplication.find(isSettingKey)?.id;
}
