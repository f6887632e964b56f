import type { PlayerOptions } from "../player-options.ts";
import type { PlaySession } from "../session.ts";
import { createParentTokens } from "./parent-tokens.ts";
import { watchExpiry } from "./watch-expiry.ts";

/** What renewal needs of a player. */
export interface RenewalTask {
  readonly stream: string;
  readonly options: Pick<PlayerOptions, "onTokenExpiring" | "tokenOrigins">;
  /** Goes over to a token; false = the server refused it. */
  readonly renew: (token: string) => Promise<boolean>;
  readonly onLeft: (leftSeconds: number | undefined) => void;
}

/** Keeps a session going by new tokens: from the page's callback, else from the page around the frame. */
export interface Renewal {
  /** Watches the end of this session in place of the one before. */
  follow(session: PlaySession): void;
  /** Watches none. */
  rest(): void;
  /** Hears nobody any more. */
  stop(): void;
}

/** The renewal of one player. */
export function createRenewal({ stream, options, renew, onLeft }: RenewalTask): Renewal {
  const parent = createParentTokens(
    options.tokenOrigins ?? [],
    token => void renew(token),
    globalThis.window,
  );
  const { onTokenExpiring } = options;
  const canAsk = onTokenExpiring !== undefined || parent !== undefined;
  let unfollow = () => {};
  const askAndRenew = async (expiresAtSeconds: number): Promise<boolean> => {
    const expiry = { stream, expiresAtSeconds };
    const token = (await onTokenExpiring?.(expiry)) ?? (await parent?.ask(expiry));
    return token !== undefined && renew(token);
  };
  return {
    follow: ({ expiresAtSeconds, clockAheadSeconds }) => {
      unfollow();
      const wanted = canAsk && expiresAtSeconds !== null ? () => askAndRenew(expiresAtSeconds) : undefined;
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
