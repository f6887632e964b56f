/**
 * The value of `work`, or undefined when so many milliseconds are over first; what comes later is handed to `late`. Rejects as
 * `work` does, until then; what it throws later is dropped.
 */
export function within<T>(
  work: Promise<T>,
  milliseconds: number,
  late?: (value: T) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      resolve(undefined);
    }, milliseconds);
    const take = (value: T): void => {
      clearTimeout(timer);
      if (isOver) late?.(value);
      else resolve(value);
    };
    work.then(take).catch((error: unknown) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
