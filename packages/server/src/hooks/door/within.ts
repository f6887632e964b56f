/** The value of `work`, or undefined when the time is over first; what comes later is handed to `late`. */
export async function within<T>(
  work: Promise<T>,
  milliseconds: number,
  late: (value: T) => void,
): Promise<T | undefined> {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, milliseconds);
  let isOver = false;
  const told = work.then(value => {
    if (isOver) late(value);
    return value;
  });
  try {
    return await Promise.race([told, over]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
