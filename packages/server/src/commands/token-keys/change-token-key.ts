import { isSettingKey } from "../../keys/is-setting-key.ts";
import type { TokenKeyRecord, TokenKeyWrite } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { findTokenKey } from "./find-token-key.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import { type TokenKeyAction, writeTokenKeys } from "./write-token-keys.ts";

/** So often a change is tried again when somebody else was faster. */
const ATTEMPTS = 5;

/** What is to be written, and which key tells what came of it; undefined: the key is gone. */
export interface TokenKeySteps {
  readonly writes: readonly TokenKeyWrite[];
  readonly afterId: string | undefined;
}

/** A change of one key. */
export interface TokenKeyOrder {
  readonly id: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  readonly action: TokenKeyAction;
  /** May be asked more than once. */
  readonly next: (key: TokenKeyRecord) => Outcome<TokenKeySteps>;
}

/** Changes a key. The outcome is the key that tells what came of it, or the one that is gone. */
export async function changeTokenKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  { id, version, action, next }: TokenKeyOrder,
): Promise<Outcome<TokenKeyRecord>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = findTokenKey(dependencies, actor, id);
    if (!before) return refuse("not-found", "there is no such token key");
    if (isSettingKey(before)) return ofSetting(before);
    if (version !== undefined && version !== before.version) {
      return refuse("version-stale", `this token key is at version ${before.version}`);
    }
    const steps = next(before);
    if ("problem" in steps) return steps;
    const { writes, afterId } = steps.done;
    const outcome = await writeTokenKeys(dependencies, actor, { action, before, afterId, writes });
    if (outcome.outcome === "kid-taken") throw new Error("a fresh kid was taken");
    if (outcome.outcome === "written") {
      return { done: outcome.keys.find(key => key.id === afterId) ?? before };
    }
  }
  return refuse("version-stale", "somebody else changes this token key all the time");
}

/** A key that is a setting stands and falls with it. */
export function ofSetting({ application }: TokenKeyRecord) {
  const where = `antmedia.jwtStreamSecretKey of the application ${application}`;
  return refuse("state-conflict", `this token key is the setting ${where}: change it there`);
}
