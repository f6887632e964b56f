import type { IssuedTokenKeyAnswer } from "../connection/token-key-answers.ts";
import { printable } from "./printable.ts";

/** What a person should see of a key that was made. */
export function issuedTokenKeyText(verb: string, key: IssuedTokenKeyAnswer): string {
  const { id, name, kid, algorithm, state, role, value, warnings, jwks } = key;
  const what = [algorithm, state, role].filter(word => word !== null).join(", ");
  return [
    `${verb} ${printable(id)} "${printable(name)}": ${what}.`,
    ...(kid === null ? [] : [`kid:    ${printable(kid)}`]),
    ...(value === null
      ? []
      : [`value:  ${printable(value)}`, "The value is shown only now: keep it where tokens are signed."]),
    ...(jwks?.last_error ? [`Its set was not fetched: ${printable(jwks.last_error)}.`] : []),
    ...warnings.map(warning => `Careful: ${printable(warning)}.`),
  ].join("\n");
}
