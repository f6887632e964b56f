import type { CaseRequest } from "./case-request.ts";
import type { ContractWorld } from "./contract-world.ts";

/** One request, or how to make it where something must be there first. */
export type Case = CaseRequest | ((world: ContractWorld) => Promise<CaseRequest>);

/**
 * The cases of one operation, by the status that each must be answered with. The good one is what the others are made
 * of: what follows from the operation's form (no key, a key without the right, a broken body, a store that fails, …)
 * is derived by `form-cases.ts` unless it is given here.
 */
export type OperationCases = Readonly<Record<number, Case | readonly Case[]>>;

/** The cases of one group of operations, by the operation's id. */
export type TagCases = Readonly<Record<string, OperationCases>>;
