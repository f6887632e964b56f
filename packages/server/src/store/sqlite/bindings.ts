import type { DatabaseSync } from "node:sqlite";
import { type BindingOutcome, type BindingState, judgeBinding } from "@sluice/policy";
import type { BindingOrder } from "../store.ts";
import { optionalJson } from "./rows.ts";

/** Prepares reading to whom a token belongs; undefined: to nobody yet, or there is no such token. */
export function prepareBinding(database: DatabaseSync): (token: string) => BindingState | undefined {
  const find = database.prepare("SELECT binding_json FROM tokens WHERE id = ?");
  return token => {
    const row = find.get(token);
    return row && optionalJson(row, "binding_json");
  };
}

/** Prepares writing to whom tokens belong, by their ids. */
export function prepareWriteBindings(
  database: DatabaseSync,
): (bindings: ReadonlyMap<string, BindingState> | undefined) => void {
  const write = database.prepare("UPDATE tokens SET binding_json = ? WHERE id = ?");
  return (bindings = new Map()) => {
    for (const [token, state] of bindings) write.run(JSON.stringify(state), token);
  };
}

/** Prepares judging and writing in one step. Runs inside a transaction. */
export function prepareBindToken(database: DatabaseSync): (order: BindingOrder) => BindingOutcome {
  const stateOf = prepareBinding(database);
  const write = prepareWriteBindings(database);
  return ({ token, ...question }) => {
    const found = judgeBinding({ ...question, state: stateOf(token) });
    if ("state" in found) write(new Map([[token, found.state]]));
    return found;
  };
}
