import type { ApiKeyStore } from "../../store/api-keys.ts";

const WRITE_SECONDS = 60;

/** When each key was last used. Nobody waits for its writing. */
export interface ApiKeyUses {
  note(id: string, nowSeconds: number): void;
  /** The last use that was noted here, Unix seconds; it may be newer than the store's. */
  lastSeconds(id: string): number | undefined;
  /** Writes what is not written yet; what the store does not take now is lost. */
  close(): Promise<void>;
}

/**
 * Notes the uses of keys in memory and writes each key's last one at most once a minute: a crash loses the uses of one
 * minute, an end in good order none.
 */
export function createApiKeyUses(store: Pick<ApiKeyStore, "recordApiKeyUse">): ApiKeyUses {
  const last = new Map<string, number>();
  const written = new Map<string, number>();
  async function write(id: string, atSeconds: number): Promise<void> {
    written.set(id, atSeconds);
    // A store that cannot write now says so to those who change something; the next minute tries again.
    await store.recordApiKeyUse(id, atSeconds).catch(() => undefined);
  }
  return {
    note(id, nowSeconds) {
      last.set(id, nowSeconds);
      if (nowSeconds - (written.get(id) ?? Number.NEGATIVE_INFINITY) >= WRITE_SECONDS) {
        void write(id, nowSeconds);
      }
    },
    lastSeconds: id => last.get(id),
    async close() {
      const unwritten = [...last].filter(([id, atSeconds]) => written.get(id) !== atSeconds);
      await Promise.all(unwritten.map(([id, atSeconds]) => write(id, atSeconds)));
    },
  };
}
