import { StoreUnavailable } from "../store/store.ts";

/**
 * Called when a question comes to its write: tells how many milliseconds are left for it, undefined for no limit. From
 * then on the store keeps the time, because only the store knows whether it has written. Throws StoreUnavailable when the
 * question was given up.
 */
export type BeginWrite = () => number | undefined;

/**
 * Runs what answers a question, for at most so many milliseconds: rejects with StoreUnavailable afterwards, and then
 * nothing was or will be written. Undefined: as long as it takes.
 */
export async function withPatience<T>(
  milliseconds: number | undefined,
  work: (beginWrite: BeginWrite) => Promise<T>,
): Promise<T> {
  if (milliseconds === undefined) return work(() => undefined);
  const until = performance.now() + milliseconds;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLong()), milliseconds);
    const beginWrite = (): number => {
      clearTimeout(timer);
      const left = until - performance.now();
      if (left <= 0) throw tooLong();
      return left;
    };
    work(beginWrite)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function tooLong(): StoreUnavailable {
  return new StoreUnavailable("the answer took too long");
}
