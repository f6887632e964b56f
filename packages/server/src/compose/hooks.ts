import type { ServersDependencies } from "../commands/servers/list-servers.ts";
import { createHooks, type Hooks } from "../hooks/door/hooks.ts";
import type { HooksDependencies } from "../hooks/door/hooks-dependencies.ts";
import { mediaServerHooks } from "../hooks/index.ts";
import type { ClientAddress } from "../http/client-address.ts";
import { createGuessThrottle } from "../lib/guess-throttle.ts";
import { randomRef } from "../lib/random-names.ts";
import { redactHookSecrets } from "./media-servers.ts";

/** What hooks stand on, besides what they bring themselves. */
export type HooksParts = Omit<
  HooksDependencies,
  "hooks" | "throttle" | "drawConnectionId" | "isPublishedElsewhere" | "clientAddress"
> & { readonly clientAddress: ClientAddress };

/** The door, and what is listed of those that ask there. */
export interface ComposedHooks extends Hooks {
  readonly listed: Pick<ServersDependencies, "mediaServers" | "lastHookQuestions">;
}

/** The door of media servers. From now on no text that is written down holds one of their secrets. */
export function composeHooks(parts: HooksParts): ComposedHooks {
  redactHookSecrets(parts.servers);
  const hooks = createHooks({
    ...parts,
    hooks: mediaServerHooks,
    throttle: createGuessThrottle(),
    drawConnectionId: randomRef,
    isPublishedElsewhere: () => undefined,
  });
  return { ...hooks, listed: { mediaServers: parts.servers, lastHookQuestions: hooks.lastQuestions } };
}
