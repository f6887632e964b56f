import type { TokenKeySettings, TokenKeyState } from "../store/token-keys.ts";

type Schedule = Pick<
  TokenKeySettings,
  "state" | "activatesAtSeconds" | "verifyOnlyAtSeconds" | "retiresAtSeconds"
>;

/** What a key is by now: as it was set, moved on by the times of its schedule that have come. It never moves back. */
export function tokenKeyStateAt(key: Schedule, nowSeconds: number): TokenKeyState {
  const { state, activatesAtSeconds, verifyOnlyAtSeconds, retiresAtSeconds } = key;
  const hasCome = (atSeconds: number | undefined) => atSeconds !== undefined && nowSeconds >= atSeconds;
  if (state === "retired" || hasCome(retiresAtSeconds)) return "retired";
  if (state === "pending" && !hasCome(activatesAtSeconds)) return "pending";
  return state === "verify-only" || hasCome(verifyOnlyAtSeconds) ? "verify-only" : "active";
}

/** When the schedule next moves the key on, Unix seconds after `nowSeconds`; Infinity: never. */
export function nextTurnOf(key: Schedule, nowSeconds: number): number {
  const { activatesAtSeconds, verifyOnlyAtSeconds, retiresAtSeconds } = key;
  const turns = [activatesAtSeconds, verifyOnlyAtSeconds, retiresAtSeconds];
  return Math.min(...turns.map(at => (at !== undefined && at > nowSeconds ? at : Number.POSITIVE_INFINITY)));
}

/** True for a key that vouches for tokens in this state. */
export function vouches(state: TokenKeyState): boolean {
  return state === "active" || state === "verify-only";
}
