import type { TokenExpiry } from "../player-options.ts";

/** The window of a page in a frame, as far as tokens go through it. */
export type FramedWindow = Pick<Window, "parent" | "addEventListener">;

/** Tokens from the page around a frame. */
export interface ParentTokens {
  /** Asks the parent; undefined = no answer in time. */
  ask(expiry: TokenExpiry): Promise<string | undefined>;
  stop(): void;
}

const ANSWER_MS = 10_000;

/**
 * Speaks with the parent of a frame: `{type: "sluice:token-expiring", stream, expires_at}` goes to it, and
 * `{type: "sluice:token", token}` comes back, also unasked (`onToken`). Only origins of the list are told or heard, each
 * exactly. Undefined where there is no parent or no list.
 */
export function createParentTokens(
  origins: readonly string[],
  onToken: (token: string) => void,
  frame: FramedWindow,
): ParentTokens | undefined {
  const exact = origins.filter(isOrigin);
  if (exact.length === 0 || Object.is(frame.parent, frame)) return undefined;
  const listening = new AbortController();
  let waiting: ((token: string) => void) | undefined;
  const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
    const token = source === frame.parent && exact.includes(origin) ? readToken(data) : undefined;
    if (token === undefined) return;
    if (waiting === undefined) onToken(token);
    else waiting(token);
  };
  frame.addEventListener("message", hear, { signal: listening.signal });
  return {
    ask: ({ stream, expiresAtSeconds }) => {
      const message = { type: "sluice:token-expiring", stream, expires_at: expiresAtSeconds };
      for (const origin of exact) frame.parent.postMessage(message, origin);
      return new Promise(resolve => {
        const end = (token: string | undefined) => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(token);
        };
        const timer = setTimeout(() => end(undefined), ANSWER_MS);
        waiting = end;
      });
    },
    stop: () => listening.abort(),
  };
}

/** An origin as browsers write it: no path, no wildcard. */
function isOrigin(text: string): boolean {
  return !text.includes("*") && URL.canParse(text) && new URL(text).origin === text;
}

function readToken(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { type, token } = data as Record<string, unknown>;
  return type === "sluice:token" && typeof token === "string" && token !== "" ? token : undefined;
}
