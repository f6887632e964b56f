/** A reload may find the old document still closing; after this long another tab really holds the session. */
const HANDOVER_MS = 2_500;
/** After a reload, whoever holds it is most likely the old document, on a machine that is slow to close it. */
const RELOAD_HANDOVER_MS = 10_000;

/** How long this document waits for another to let go of its session. Milliseconds. */
export function handoverMilliseconds(timing: Pick<Performance, "getEntriesByType"> = performance): number {
  const [entry] = timing.getEntriesByType("navigation");
  const isReload = entry !== undefined && "type" in entry && entry.type === "reload";
  return isReload ? RELOAD_HANDOVER_MS : HANDOVER_MS;
}

/** Lets go of the session; may be called twice. */
export type Release = () => void;

/**
 * Claims a session for this tab, because "Duplicate tab" copies sessionStorage. Undefined when another tab of this
 * browser plays it. Without Web Locks (no HTTPS, a sandboxed frame) every tab may play, and the server's own rules decide.
 */
export async function claimSession(
  sessionId: string | undefined,
  locks: LockManager | undefined,
  waitMs: number = HANDOVER_MS,
): Promise<Release | undefined> {
  if (sessionId === undefined || locks === undefined) return () => {};
  const signal = AbortSignal.timeout(waitMs);
  return new Promise(resolve => {
    const hold = () => new Promise<void>(release => resolve(() => release()));
    locks.request(`sluice:${sessionId}`, { signal }, hold).catch(() => {
      resolve(signal.aborted ? undefined : () => {});
    });
  });
}
