import type { KeyDirectory } from "../keys/key-directory.ts";
import type { MasterKey } from "../keys/master-key.ts";
import type { Sealer } from "../keys/seal.ts";
import { createSettingKeys } from "../keys/setting-keys.ts";
import type { LivingRegistry } from "../registry/living-registry.ts";
import type { SessionTable } from "../sessions/session-table.ts";

/** Keeps the token keys that are settings of applications in step with what is declared, and sessions with the keys. */
export function composeSettingKeys(parts: {
  readonly registry: Pick<LivingRegistry, "followApplications">;
  readonly tokenKeys: KeyDirectory;
  readonly sessions: Pick<SessionTable, "live" | "end">;
  readonly sealer: Sealer;
  readonly masterKey: MasterKey;
  readonly nowSeconds: () => number;
  /** Hears of a database that cannot be written: the next request of such a session is refused all the same. */
  readonly fault: (error: unknown) => void;
}): void {
  const { registry, tokenKeys, sessions, sealer, masterKey, nowSeconds, fault } = parts;
  const withdrawn = (id: string): void => {
    const ids = [...sessions.live()]
      .filter(({ record }) => record.keyId === id)
      .map(({ record }) => record.id);
    if (ids.length > 0) sessions.end(ids, "revoked", nowSeconds()).catch(fault);
  };
  const idKey = masterKey.derive("setting-key-id");
  const take = createSettingKeys({ tokenKeys, sealer, idKey, withdrawn });
  registry.followApplications(applications => take(applications, nowSeconds()));
}
