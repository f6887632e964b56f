import type { Actor } from "../../commands/actor.ts";
import { findToken } from "../../commands/tokens/read-tokens.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";
import { findAsset, type NamedAsset } from "./find-asset.ts";

/** A token as the commands know it. */
export type KnownToken = NonNullable<Awaited<ReturnType<typeof findToken>>>;

/** A token that a path names, and the asset that it is named under. */
export interface FoundCode extends NamedAsset {
  readonly token: KnownToken;
  /** Its text, when it was named by that; undefined: by its public id. */
  readonly text: string | undefined;
}

/**
 * The token that `{code}` names, by its text or by its public id. One that plays another asset is not there (Testpress
 * documentation: 404 if the code belongs to another asset).
 */
export async function findCode(
  dependencies: CompatDependencies,
  actor: Actor,
  call: Pick<CompatCall, "params">,
): Promise<{ readonly done: FoundCode } | { readonly problem: CompatProblem }> {
  const named = findAsset(dependencies, actor, call);
  if ("problem" in named) return named;
  const { code = "" } = call.params;
  const token = await findToken(dependencies, actor, code);
  if (!token || !plays(token, named.done)) {
    return { problem: { reason: "not-found", detail: "there is no such token of this asset" } };
  }
  return { done: { ...named.done, token, text: code === token.id ? undefined : code } };
}

function plays({ action, target }: KnownToken, { stream }: NamedAsset): boolean {
  return action === "play" && "streams" in target && target.streams.includes(stream.facts.stream);
}
