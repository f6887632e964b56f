import type { CompatRoute } from "../compat-system.ts";

/** The same route, which answers 429 with Retry-After where an API key calls too often (theirs: 1 a second). */
export function heldToRate(route: CompatRoute): CompatRoute {
  return {
    ...route,
    async answer(dependencies, call, actor) {
      const caller = `flowplayer ${actor.organization} ${actor.id}`;
      const retryAfterSeconds = dependencies.callRate.take(caller, call.nowMilliseconds);
      if (retryAfterSeconds === undefined) return route.answer(dependencies, call, actor);
      return { problem: { reason: "too-many-calls", detail: "this key calls too often", retryAfterSeconds } };
    },
  };
}
