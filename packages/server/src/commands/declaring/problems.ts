import type { Declared } from "../../registry/declared.ts";
import { type CommandProblem, refuse } from "../command-problem.ts";

type Refused = { readonly problem: CommandProblem };

/** One answer for a word of Sluice's own and a name that another organization has: no tenant learns of another. */
export function nameReserved(name: string): Refused {
  return refuse("name-reserved", `the name ${name} is not free on this host`);
}

/** The organization itself has the name. */
export function nameTaken(kind: string, name: string): Refused {
  return refuse("name-taken", `the name ${name} is taken by another ${kind} of this organization`);
}

export function unknown(kind: string): Refused {
  return refuse("not-found", `there is no such ${kind}`);
}

/** What the file declares, and where. */
export function declaredInFile(what: string, place: string): Refused {
  return refuse("declared-in-file", `${what} is declared in ${place}: change it there`);
}

/** Somebody else was faster. */
export function stale(version: number): Refused {
  return refuse("version-stale", `it is at version ${version} now`);
}

/** Why a declared thing cannot be changed by a caller who has read `expected`; undefined: it can. */
export function changeProblem(
  what: string,
  { declaredIn, version }: Pick<Declared<unknown>, "declaredIn" | "version">,
  expected: number | undefined,
): Refused | undefined {
  if (declaredIn !== undefined) return declaredInFile(what, declaredIn);
  return expected === undefined || expected === version ? undefined : stale(version);
}
