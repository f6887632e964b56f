import { type BindLimit, type BindOrder, type Constraint, joinBinds } from "@sluice/policy";

/** A token with its limits. */
export interface LimitedToken {
  readonly id: string;
  readonly constraints: readonly Constraint[];
}

/**
 * To whom a token belongs, and those that it was delegated from. A stream's own binding holds each token that plays it; it is
 * judged with the token's.
 */
export function bindOrders(
  token: LimitedToken,
  ancestors: readonly LimitedToken[],
  ofStream: readonly Constraint[],
): readonly BindOrder[] {
  const orders = [
    { token: token.id, bind: joinBinds([...bindsIn(token.constraints), ...bindsIn(ofStream)]) },
  ];
  for (const { id, constraints } of ancestors)
    orders.push({ token: id, bind: joinBinds(bindsIn(constraints)) });
  return orders.flatMap(({ token: id, bind }) => (bind ? [{ token: id, bind }] : []));
}

/** The bindings among limits. */
export function bindsIn(constraints: readonly Constraint[]): readonly (BindLimit | "none")[] {
  return constraints.flatMap(constraint => (constraint.kind === "bind" ? [constraint.bind] : []));
}
