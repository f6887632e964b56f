import type { CompatAnswer } from "../compat-system.ts";

/** Ant Media's `Result`; most of its calls answer one with 200, whether they succeed or not. */
export interface Result {
  readonly success: boolean;
  /** Empty where there is nothing to say, as since January 2024 (rest/model/Result.java); before it was null. */
  readonly message: string;
  readonly dataId: string;
  readonly errorId: number;
}

/** A result with what is said beside success. */
export function resultOf(success: boolean, more: Partial<Pick<Result, "message" | "dataId">> = {}): Result {
  return { success, message: more.message ?? "", dataId: more.dataId ?? "", errorId: 0 };
}

/** An answer of 200 with a result. */
export function answerResult(
  success: boolean,
  more: Partial<Pick<Result, "message" | "dataId">> = {},
): CompatAnswer {
  return { status: 200, json: resultOf(success, more) };
}
