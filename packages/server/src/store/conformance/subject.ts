import { afterEach } from "vitest";
import type { Store } from "../store.ts";

/** A store under test, fresh for each test. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens the same data again; absent where nothing survives. */
  readonly reopen?: () => Promise<Store>;
  /** A value that changes with every write to the storage; absent where there is none. */
  readonly writeMark?: () => unknown;
  readonly cleanup: () => Promise<void>;
}

/** Opens a store for one test. */
export type OpenStore = () => Promise<StoreUnderTest>;

/** Wraps `open` so that what a test opened is closed and removed after it. */
export function withCleanup(open: OpenStore): OpenStore {
  const opened: StoreUnderTest[] = [];
  afterEach(async () => {
    for (const subject of opened.splice(0)) await subject.cleanup();
  });
  return async () => {
    const subject = await open();
    opened.push(subject);
    return subject;
  };
}
