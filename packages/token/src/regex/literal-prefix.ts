import { onlyUnit } from "./char-set.ts";
import type { Pattern } from "./syntax.ts";

/** A pattern in two parts: `^` with this text, and `rest`, which begins with `^` where the text ended. */
export interface SplitPattern {
  /** Empty: nothing was split off. */
  readonly prefix: string;
  readonly rest: Pattern;
}

/** Splits the literal text off that an anchored pattern begins with. */
export function splitLiteralPrefix(pattern: Pattern): SplitPattern {
  const whole = { prefix: "", rest: pattern };
  if (pattern.kind !== "sequence") return whole;
  const [first, ...parts] = pattern.parts;
  // Another `^` would mean the beginning of the text, not the end of the prefix.
  if (first?.kind !== "start" || parts.some(mentionsStart)) return whole;
  let prefix = "";
  for (const part of parts) {
    const unit = part.kind === "char" ? onlyUnit(part.set) : undefined;
    if (unit === undefined) break;
    prefix += String.fromCharCode(unit);
  }
  return { prefix, rest: { kind: "sequence", parts: [first, ...parts.slice(prefix.length)] } };
}

function mentionsStart(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "start":
      return true;
    case "sequence":
      return pattern.parts.some(mentionsStart);
    case "choice":
      return pattern.branches.some(mentionsStart);
    case "group":
    case "repeat":
      return mentionsStart(pattern.body);
    case "char":
    case "end":
      return false;
  }
}
