import type { Audit } from "../audit.ts";
import type { TokenKeyRecord, TokenKeyStore, TokenKeysOutcome, TokenKeyWrite } from "../token-keys.ts";
import type { MemoryState } from "./state.ts";

type Keys = MemoryState["tokenKeys"];

/** The token keys' part of the memory store. `audited` writes the audit entry of a result. */
export function memoryTokenKeys(
  { tokenKeys: keys }: Pick<MemoryState, "tokenKeys">,
  audited: <T>(result: T, audit: Audit<T> | undefined) => T,
): TokenKeyStore {
  const change = (id: string, next: (key: TokenKeyRecord) => TokenKeyRecord): void => {
    const key = keys.get(id);
    if (key) keys.set(id, next(key));
  };
  return {
    tokenKeys: async () => [...keys.values()],
    writeTokenKeys: async (writes, audit) => audited(write(keys, writes), audit),
    recordTokenKeyUse: async (id, atSeconds) =>
      change(id, key => ({ ...key, lastUsedAtSeconds: Math.max(key.lastUsedAtSeconds ?? 0, atSeconds) })),
    recordFetchedKeys: async (id, fetched) => change(id, key => ({ ...key, fetched })),
  };
}

function write(keys: Keys, writes: readonly TokenKeyWrite[]): TokenKeysOutcome {
  const after = new Map(keys);
  const written: TokenKeyRecord[] = [];
  for (const step of writes) {
    const { id, organization } = step.write === "put" ? step.key : step;
    const before = after.get(id);
    const isOurs = before === undefined || before.organization === organization;
    if (!isOurs || step.version !== (before?.version ?? 0)) return { outcome: "stale", id };
    if (step.write === "remove") {
      after.delete(id);
      continue;
    }
    const { kid } = step.key;
    const others = [...after.values()].filter(key => key.organization === organization && key.id !== id);
    if (others.some(key => key.kid === kid)) return { outcome: "kid-taken", kid };
    const { lastUsedAtSeconds, fetched } = before ?? {};
    const record = { ...step.key, version: step.version + 1, lastUsedAtSeconds, fetched };
    after.set(id, record);
    written.push(record);
  }
  keys.clear();
  for (const [id, key] of after) keys.set(id, key);
  return { outcome: "written", keys: written };
}
