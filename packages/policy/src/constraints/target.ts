import type { StreamFacts } from "../access-request.ts";
import type { Target } from "../constraint.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** True when `target` covers the stream. The organization has been matched before. */
export function covers(target: Target, stream: StreamFacts): boolean {
  if ("streams" in target) return target.streams.includes(stream.stream);
  if ("group" in target) return target.group === stream.group;
  return target.organization;
}

/** The target in words, for explanations. */
export function describeTarget(target: Target): string {
  if ("streams" in target) return `streams ${target.streams.join(", ")}`;
  if ("group" in target) return `group ${target.group}`;
  return "the whole organization";
}

/** The token opens the stream that is asked for, by name, by its group, or because it opens all. */
export const target: Evaluator<"target"> = {
  checkedAt: () => "entry",
  evaluate(constraint, request) {
    const detail = `${request.stream.stream} was asked, the token opens ${describeTarget(constraint.target)}`;
    return covers(constraint.target, request.stream) ? pass(detail) : fail("wrong-stream", detail);
  },
};
