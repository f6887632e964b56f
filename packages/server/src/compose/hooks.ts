import type { ServersDependencies } from "../commands/servers/list-servers.ts";
import { createAdoptClient } from "../hooks/door/adopt-client.ts";
import { createHooks, type Hooks } from "../hooks/door/hooks.ts";
import type { HooksDependencies } from "../hooks/door/hooks-dependencies.ts";
import { mediaServerHooks } from "../hooks/index.ts";
import {
  type HookUpkeep,
  type HookUpkeepDependencies,
  startHookUpkeep,
} from "../hooks/upkeep/hook-upkeep.ts";
import type { ClientAddress } from "../http/client-address.ts";
import { createGuessThrottle } from "../lib/guess-throttle.ts";
import { randomRef } from "../lib/random-names.ts";
import { redactHookSecrets } from "./media-servers.ts";

/** What hooks stand on, besides what they bring themselves. */
export type HooksParts = Omit<
  HooksDependencies,
  | "hooks"
  | "throttle"
  | "drawConnectionId"
  | "isPublishedElsewhere"
  | "isListLost"
  | "clientAddress"
  | "sessions"
> &
  Pick<HookUpkeepDependencies, "sessions" | "log" | "metrics"> & {
    readonly clientAddress: ClientAddress;
    /** False: no server is listed or told anything, because another process does. */
    readonly isUpkeep: boolean;
  };

/** The door, and what is listed of those that ask there. */
export interface ComposedHooks extends Hooks {
  readonly listed: Pick<ServersDependencies, "mediaServers" | "lastHookQuestions">;
  /** Stops listing and kicking. */
  close(): Promise<void>;
}

/** The door of media servers, and what runs beside it. From now on no text that is written down holds one of their secrets. */
export function composeHooks(parts: HooksParts): ComposedHooks {
  redactHookSecrets(parts.servers);
  let upkeep: HookUpkeep | undefined;
  const dependencies: HooksDependencies = {
    ...parts,
    hooks: mediaServerHooks,
    throttle: createGuessThrottle(),
    drawConnectionId: randomRef,
    isPublishedElsewhere: stream => upkeep?.isPublished(stream),
    isListLost: server => upkeep?.hasLost(server) === true,
  };
  const hooks = createHooks(dependencies);
  if (parts.isUpkeep) {
    upkeep = startHookUpkeep({ ...parts, hooks: mediaServerHooks, adopt: createAdoptClient(dependencies) });
  }
  return {
    ...hooks,
    listed: { mediaServers: parts.servers, lastHookQuestions: hooks.lastQuestions },
    close: async () => upkeep?.close(),
  };
}
