import { type ESTree, Visitor } from "vite";

/** A use of clock, randomness, environment or the outside world. */
export interface Impurity {
  /** What it is, as one would write it: `Date.now`, `new Date()`, `fetch`. */
  readonly what: string;
  readonly line: number;
}

const IMPURE_OBJECTS = ["process", "crypto", "performance", "globalThis", "console"];
const IMPURE_MEMBERS = ["Date.now", "Math.random"];
const IMPURE_CALLS = ["Date", "fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"];

/**
 * Finds what a pure layer must not touch. It goes by name and knows no scopes: a local variable called `process` is
 * reported as well, and deserves a better name anyway.
 */
export function findImpurities(
  program: ESTree.Program,
  lineAt: (offset: number) => number,
): readonly Impurity[] {
  const found: Impurity[] = [];
  const report = (what: string, node: { readonly start: number }) =>
    found.push({ what, line: lineAt(node.start) });
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== "Identifier") return;
      const object = node.object.name;
      const member = node.property.type === "Identifier" ? `${object}.${node.property.name}` : object;
      if (IMPURE_OBJECTS.includes(object) || IMPURE_MEMBERS.includes(member)) report(member, node);
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier" || !IMPURE_CALLS.includes(node.callee.name)) return;
      report(`${node.callee.name}()`, node);
    },
    NewExpression(node) {
      const isNow = node.callee.type === "Identifier" && node.callee.name === "Date";
      if (isNow && node.arguments.length === 0) report("new Date()", node);
    },
  }).visit(program);
  return found;
}
