const READY_MILLISECONDS = 60_000;

/** Repeats a question until it is answered 200: a cold server on a busy machine may take longer than an edge waits. */
export async function untilAllowed(ask: () => Promise<{ readonly status: number }>): Promise<void> {
  const deadline = performance.now() + READY_MILLISECONDS;
  for (;;) {
    const { status } = await ask();
    if (status === 200) return;
    if (performance.now() > deadline) throw new Error(`still answered ${status}`);
  }
}
