import type { FieldProblem } from "../../commands/field-problem.ts";
import type { CompatProblem } from "../compat-system.ts";
import { readAnnotations } from "./annotations.ts";
import { invalid, type Members } from "./read-members.ts";

/** Ten years, as in API v1. */
const LONGEST_SECONDS = 10 * 366 * 24 * 3600;

/** What a token is to be. What is undefined was not said. */
export interface TokenFields {
  /** Seconds from now; null: for ever; 0: it is over. */
  readonly timeToLive: number | null | undefined;
  readonly expiresAfterFirstUsage: boolean | undefined;
  /** With all their keys. */
  readonly annotations: readonly unknown[] | undefined;
}

type Read<T> = { readonly value: T | undefined } | { readonly message: string };

/**
 * Reads the three fields of an access token (TPStreams documentation, "Access token"). Numbers and booleans may be text, as
 * forms have them. Other members mean nothing, as there.
 */
export function readFields(
  members: Members,
): { readonly fields: TokenFields } | { readonly problem: CompatProblem } {
  const { time_to_live, expires_after_first_usage, annotations } = members;
  const read = {
    time_to_live: readSeconds(time_to_live),
    expires_after_first_usage: readBoolean(expires_after_first_usage),
    annotations: readAnnotations(annotations),
  };
  const errors: FieldProblem[] = Object.entries(read).flatMap(([field, result]) =>
    "message" in result ? [{ field, message: result.message }] : [],
  );
  if (errors.length > 0) return invalid(errors);
  return {
    fields: {
      timeToLive: saidBy(read.time_to_live),
      expiresAfterFirstUsage: saidBy(read.expires_after_first_usage),
      annotations: saidBy(read.annotations),
    },
  };
}

function saidBy<T>(read: Read<T>): T | undefined {
  return "value" in read ? read.value : undefined;
}

function readSeconds(value: unknown): Read<number | null> {
  if (value === undefined || value === null) return { value };
  const number = typeof value === "string" && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    return { message: "A valid integer is required." };
  if (number < 0) return { message: "Ensure this value is greater than or equal to 0." };
  if (number > LONGEST_SECONDS)
    return { message: `Ensure this value is less than or equal to ${LONGEST_SECONDS}.` };
  return { value: number };
}

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["True", true],
  ["1", true],
  [1, true],
  [false, false],
  ["false", false],
  ["False", false],
  ["0", false],
  [0, false],
]);

function readBoolean(value: unknown): Read<boolean> {
  if (value === undefined) return { value };
  if (value === null) return { message: "This field may not be null." };
  const read = BOOLEANS.get(value);
  return read === undefined ? { message: "Must be a valid boolean." } : { value: read };
}
