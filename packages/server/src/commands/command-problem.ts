import type { FieldProblem } from "./field-problem.ts";

/** Why a command was not carried out. A door gives each its status. */
export type CommandReason =
  /** `errors` says which fields, and what is wrong with each. */
  | "request-invalid"
  | "not-found"
  /** The API key has not the right, or not for this application, action or lifetime. */
  | "not-permitted"
  /** The organization has something under this name already. */
  | "name-taken"
  /** A word of Sluice's own routes, or a name that this host has given away. */
  | "name-reserved"
  /** The configuration file declares it; `detail` names file and line. */
  | "declared-in-file"
  /** Somebody else has changed it since it was read. */
  | "version-stale"
  /** A command of wide effect wants its object's name in `confirm`. */
  | "confirmation-needed"
  /** It cannot be in the state it is in: a revoked token is not resumed. */
  | "state-conflict"
  /** The same Idempotency-Key came with another request. */
  | "idempotency-key-reused"
  /** A file that was sent is not what it should be. */
  | "file-unusable"
  /** It is larger than there is room for. */
  | "body-too-large";

/** A command that was not carried out; nothing was changed. */
export interface CommandProblem {
  readonly reason: CommandReason;
  /** One sentence; never repeats a secret. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

/** The outcome of a command: what it made, or why nothing was done. */
export type Outcome<T> = { readonly done: T } | { readonly problem: CommandProblem };

/** Fields that are well-formed and cannot be carried out. */
export function invalidFields(errors: readonly FieldProblem[]): { readonly problem: CommandProblem } {
  const detail = errors.map(error => `${error.field}: ${error.message}`).join("; ");
  return { problem: { reason: "request-invalid", detail, errors } };
}

/** A command without effect, for one reason. */
export function refuse(reason: CommandReason, detail: string): { readonly problem: CommandProblem } {
  return { problem: { reason, detail } };
}
