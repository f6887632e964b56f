import type { OpenEvent } from "../media-server-hook.ts";
import { asksMoreThanOnce } from "../naming/asks-more-than-once.ts";
import type { AdoptClient } from "../upkeep/adopt.ts";
import { answerOpen } from "./answer-open.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";

/** Judges a client from a server's list as if the server had just asked about it: the same flow, the same limits. */
export function createAdoptClient(dependencies: HooksDependencies): AdoptClient {
  return async (server, client) => {
    const hook = dependencies.hooks.find(({ kind }) => kind === server.kind);
    if (!hook) throw new Error(`no hook of kind ${server.kind}`);
    const { id, protocol, action, application, stream, token, ip, userAgent } = client;
    const open: OpenEvent = {
      event: "open",
      action,
      application,
      stream,
      token,
      client: { ip, userAgent },
      protocol,
      connectionId: id,
      asksAgain: asksMoreThanOnce.has(protocol),
    };
    const outcome = await answerOpen(dependencies, { hook, server, rest: [] }, open);
    if (outcome.outcome !== "refused") return "admitted";
    if (outcome.reason === "store-unavailable") throw new Error("the store could not be asked");
    return "refused";
  };
}
