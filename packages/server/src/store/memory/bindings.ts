import { type BindingOutcome, type BindingState, judgeBinding } from "@sluice/policy";
import type { BindingOrder } from "../store.ts";
import type { MemoryState } from "./state.ts";

/** Notes to whom tokens belong from now on, by their ids. */
export function writeBindings(
  state: MemoryState,
  bindings: ReadonlyMap<string, BindingState> = new Map(),
): void {
  for (const [token, binding] of bindings) if (state.tokens.has(token)) state.bindings.set(token, binding);
}

/** Holds a client against the first one of a token, and writes what has changed. */
export function bindToken(state: MemoryState, { token, ...question }: BindingOrder): BindingOutcome {
  const found = judgeBinding({ ...question, state: state.bindings.get(token) });
  if ("state" in found) writeBindings(state, new Map([[token, found.state]]));
  return found;
}
