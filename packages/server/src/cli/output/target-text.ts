import type { TokenAnswer } from "../connection/answers.ts";

/** What a token opens: `demo/clip`, `group news`, `every stream of the organization`. */
export function targetText(target: TokenAnswer["target"]): string {
  if ("streams" in target) return target.streams.join(", ");
  return "group" in target ? `group ${target.group}` : "every stream of the organization";
}
