/** One Ctrl-C reaches this process twice when a launcher or npm passes it on: this soon it is the same one. */
const SAME_SIGNAL_MILLISECONDS = 700;

/** Ends the process on Ctrl-C and SIGTERM: in good order with exit code 0, at a second signal at once with 1. */
export function stopOnSignals(close: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const stop = (): void => {
    const now = performance.now();
    if (stoppingSince !== undefined) {
      if (now - stoppingSince > SAME_SIGNAL_MILLISECONDS) process.exit(1);
      return;
    }
    stoppingSince = now;
    endProcessAfter(close());
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** Ends the process with exit code 0 once it is closed, and with 1 when that goes wrong. */
export function endProcessAfter(closed: Promise<void>): void {
  closed.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
