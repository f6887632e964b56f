import type { PlayerOptions } from "../player-options.ts";
import { handleOf, type PlaySession } from "../session.ts";
import { createParentTokens } from "./parent-tokens.ts";
import { watchExpiry } from "./watch-expiry.ts";

/** What renewal needs of a player. */
export interface RenewalTask {
  readonly stream: string;
  readonly options: Pick<PlayerOptions, "onTokenExpiring" | "tokenOrigins">;
  /** Goes over to a token; false = the server refused it. */
  readonly renew: (token: string) => Promise<boolean>;
  /** Goes over to the session that the server opens after the one with this handle; false = it opens none. */
  readonly renewSession: (handle: string) => Promise<boolean>;
  readonly onLeft: (leftSeconds: number | undefined) => void;
}

/**
 * Keeps a session going by new tokens: from the page's callback, else from the page around the frame, else from the server,
 * where an embed code's token made it.
 */
export interface Renewal {
  /** Watches the end of this session in place of the one before. */
  follow(session: PlaySession): void;
  /** Watches none. */
  rest(): void;
  /** Hears nobody any more. */
  stop(): void;
}

/** The renewal of one player. */
export function createRenewal({ stream, options, renew, renewSession, onLeft }: RenewalTask): Renewal {
  const parent = createParentTokens(
    options.tokenOrigins ?? [],
    token => void renew(token),
    globalThis.window,
  );
  const { onTokenExpiring } = options;
  const canAsk = onTokenExpiring !== undefined || parent !== undefined;
  let unfollow = () => {};
  const askAndRenew = async (session: PlaySession, expiresAtSeconds: number): Promise<boolean> => {
    const expiry = { stream, expiresAtSeconds };
    // The server is not kept waiting for a page that has no token to give.
    const token =
      (await onTokenExpiring?.(expiry)) ?? (session.renewable ? undefined : await parent?.ask(expiry));
    if (token !== undefined) return renew(token);
    const handle = session.renewable ? handleOf(session) : undefined;
    return handle !== undefined && renewSession(handle);
  };
  return {
    follow: session => {
      const { expiresAtSeconds, clockAheadSeconds, renewable } = session;
      unfollow();
      const canRenew = (canAsk || renewable === true) && expiresAtSeconds !== null;
      const wanted = canRenew ? () => askAndRenew(session, expiresAtSeconds) : undefined;
      unfollow = watchExpiry({ expiresAtSeconds, clockAheadSeconds, renew: wanted, onLeft });
    },
    rest: () => {
      unfollow();
      onLeft(undefined);
    },
    stop: () => {
      unfollow();
      parent?.stop();
    },
  };
}
