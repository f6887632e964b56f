import { PlainFailure } from "./plain-failure.ts";

/** sd_listen_fds(3): the first socket that is handed over; the others follow. */
const FIRST_DESCRIPTOR = 3;

/** Listening sockets that whoever started this process has opened for it. */
export interface InheritedSockets {
  /** File descriptor of the main listener; undefined: none was handed over. */
  readonly main: number | undefined;
  /** Of the admin listener. */
  readonly admin: number | undefined;
}

/**
 * The sockets that LISTEN_FDS and LISTEN_PID hand over, as systemd does (sd_listen_fds(3)): the first is the main listener's,
 * the second the admin listener's. Takes the variables out of `env`, so that no process that is started from here believes
 * them meant for itself. Throws PlainFailure when they do not fit the listeners.
 */
export function takeInheritedSockets(
  env: Record<string, string | undefined>,
  { processId, hasAdminListener }: { readonly processId: number; readonly hasAdminListener: boolean },
): InheritedSockets {
  const isMeant = env.LISTEN_PID === String(processId);
  const count = isMeant ? Number(env.LISTEN_FDS) : 0;
  for (const name of ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]) delete env[name];
  const most = hasAdminListener ? 2 : 1;
  if (!Number.isInteger(count) || count < 0 || count > most) {
    const listeners = hasAdminListener ? "two listeners" : "one listener (admin_listen is not set)";
    throw new PlainFailure(`LISTEN_FDS hands ${count} sockets over, and there is a use for ${listeners}.`);
  }
  return {
    main: count > 0 ? FIRST_DESCRIPTOR : undefined,
    admin: count > 1 ? FIRST_DESCRIPTOR + 1 : undefined,
  };
}
