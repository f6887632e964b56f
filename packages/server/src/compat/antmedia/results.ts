import { parse as parseQuery } from "node:querystring";
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

/** The first value of a parameter, as their server reads a query that has it more than once. */
export function queryValue(query: string, name: string): string | undefined {
  const value = parseQuery(query)[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A page of a list as their addresses have it: `/{offset}/{size}`; undefined: not whole numbers, which is no address there. */
export function pageOf(
  params: Readonly<Record<string, string>>,
): { readonly offset: number; readonly size: number } | undefined {
  const { offset = "", size = "" } = params;
  if (![offset, size].every(text => /^-?\d{1,9}$/.test(text))) return undefined;
  return { offset: Math.max(0, Number(offset)), size: Math.min(LONGEST_PAGE, Math.max(0, Number(size))) };
}

/** Their stores give no more at once. */
const LONGEST_PAGE = 250;
