const WRITE_SECONDS = 60;

/** When each thing was last used. Nobody waits for its writing. */
export interface LastUses {
  note(id: string, nowSeconds: number): void;
  /** The last use that was noted here, Unix seconds; it may be newer than what is written. */
  lastSeconds(id: string): number | undefined;
  /** Writes what is not written yet; what cannot be written now is lost. */
  close(): Promise<void>;
}

/**
 * Notes uses in memory and writes each thing's last one at most once a minute: a crash loses the uses of one minute, an
 * end in good order none.
 */
export function createLastUses(write: (id: string, atSeconds: number) => Promise<void>): LastUses {
  const last = new Map<string, number>();
  const written = new Map<string, number>();
  async function writeNow(id: string, atSeconds: number): Promise<void> {
    written.set(id, atSeconds);
    // A store that cannot write now says so to those who change something; the next minute tries again.
    await write(id, atSeconds).catch(() => undefined);
  }
  return {
    note(id, nowSeconds) {
      last.set(id, nowSeconds);
      if (nowSeconds - (written.get(id) ?? Number.NEGATIVE_INFINITY) >= WRITE_SECONDS) {
        void writeNow(id, nowSeconds);
      }
    },
    lastSeconds: id => last.get(id),
    async close() {
      const unwritten = [...last].filter(([id, atSeconds]) => written.get(id) !== atSeconds);
      await Promise.all(unwritten.map(([id, atSeconds]) => writeNow(id, atSeconds)));
    },
  };
}
