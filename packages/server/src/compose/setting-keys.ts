import type { KeyDirectory } from "../keys/key-directory.ts";
import type { MasterKey } from "../keys/master-key.ts";
import type { Sealer } from "../keys/seal.ts";
import { createSettingKeys } from "../keys/setting-keys.ts";
import type { LivingRegistry } from "../registry/living-registry.ts";

/** Keeps the token keys that are settings of applications in step with what is declared. */
export function composeSettingKeys(parts: {
  readonly registry: Pick<LivingRegistry, "followApplications">;
  readonly tokenKeys: KeyDirectory;
  readonly sealer: Sealer;
  readonly masterKey: MasterKey;
  readonly nowSeconds: () => number;
}): void {
  const { registry, tokenKeys, sealer, masterKey, nowSeconds } = parts;
  const take = createSettingKeys({ tokenKeys, sealer, idKey: masterKey.derive("setting-key-id") });
  registry.followApplications(applications => take(applications, nowSeconds()));
}
