import type { Refusal } from "./refusal.ts";
import type { PlaySession } from "./session.ts";
import type { Remembered } from "./tab-memory.ts";

/** What is known when a player starts. */
export interface Beginning {
  /** The token that came with this load; undefined after F5, when it is no longer in the address bar. */
  readonly token: string | undefined;
  /** The page's own refusal, from the server. */
  readonly refusal: Refusal | undefined;
  readonly remembered: Remembered | undefined;
}

/** How a player starts. */
export type StartPlan =
  /** Go on with this tab's session; when it is over, `ifOver` says whether to open anew or to show why. */
  | {
      readonly kind: "resume";
      readonly session: PlaySession;
      readonly token: string | undefined;
      readonly positionSeconds: number;
      readonly paused: boolean;
      readonly ifOver: "open" | "refuse";
    }
  | { readonly kind: "open"; readonly token: string | undefined }
  | { readonly kind: "refuse"; readonly refusal: Refusal; readonly token: string | undefined };

/**
 * Decides how to start. A session of this tab wins over its own spent token and over the page's refusal, because
 * after F5 the server sees no token; a new token in the address wins over what the tab remembers.
 */
export function planStart({ token, refusal, remembered }: Beginning): StartPlan {
  const known = token === undefined || token === remembered?.token ? remembered : undefined;
  const usable = token ?? known?.token;
  if (known?.session !== undefined) {
    const { session, positionSeconds, paused } = known;
    const ifOver = refusal === undefined ? "open" : "refuse";
    return { kind: "resume", session, token: usable, positionSeconds, paused, ifOver };
  }
  const onlyForgotten = token === undefined && usable !== undefined;
  if (refusal === undefined || onlyForgotten) return { kind: "open", token: usable };
  return { kind: "refuse", refusal, token: usable };
}

/** What "Try again" does after a refusal. */
export type RetryPlan = "resume" | "open";

/** A session that the server called over needs a new one; anything else may have passed, so the old one goes on. */
export function planRetry(refusal: Refusal, hasSession: boolean): RetryPlan {
  if (!hasSession) return "open";
  return refusal.status === 401 || refusal.status === 403 ? "open" : "resume";
}
