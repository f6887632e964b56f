import { Secret } from "@sluice/token";
import { renewApiKey } from "../../keys/api-key.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import { changeApiKey } from "./change-api-key.ts";
import type { IssuedApiKey } from "./create-api-key.ts";

/**
 * Gives a key a new text. The one before works `overlapSeconds` longer; one from an earlier rotation stops at once.
 */
export async function rotateApiKey(
  dependencies: ApiKeyDependencies,
  actor: Actor,
  order: { readonly id: string; readonly version: number | undefined; readonly overlapSeconds: number },
): Promise<Outcome<IssuedApiKey>> {
  const { keyHasher, nowMilliseconds } = dependencies;
  const { id, version, overlapSeconds } = order;
  const text = renewApiKey(id);
  const untilSeconds = Math.floor(nowMilliseconds() / 1000) + overlapSeconds;
  const outcome = await changeApiKey(dependencies, actor, {
    id,
    version,
    action: "api-key.rotate",
    next: key => ({
      done: {
        ...key,
        hash: keyHasher.hash(text),
        previous: overlapSeconds === 0 ? undefined : { hash: key.hash, untilSeconds },
      },
    }),
  });
  return "problem" in outcome ? outcome : { done: { record: outcome.done, text: new Secret(text) } };
}
