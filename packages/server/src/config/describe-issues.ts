import type { z } from "zod";
import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { nearestWord } from "./nearest-word.ts";
import { keysOf, nodesAlong, type SchemaNode } from "./schema-node.ts";
import { writtenKey } from "./written-path.ts";

const LONGEST_SHOWN = 60;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The schema's complaints as problems with source, fault and rule. Concealed values are not shown. */
export function describeIssues(
  issues: readonly Issue[],
  settings: CollectedSettings,
): readonly ConfigProblem[] {
  return issues.flatMap(issue => describeIssue(issue, issue.path, settings));
}

function describeIssue(issue: Issue, path: Path, settings: CollectedSettings): readonly ConfigProblem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map(key => unknownKey(path, key, settings));
  const option = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
  if (option !== undefined) {
    return option.flatMap(inner => describeIssue(inner, [...path, ...inner.path], settings));
  }
  return [{ source: settings.sourceOf(path), ...faultOf(issue, path, settings.values) }];
}

function faultOf(issue: Issue, path: Path, values: unknown): Omit<ConfigProblem, "source"> {
  if (issue.code === "invalid_key") {
    const custom = issue.issues.find(inner => inner.code === "custom");
    const problem = custom?.message ?? "a name of this form is not allowed";
    return {
      problem,
      allowed: nodesAlong(path.slice(0, -1)).at(-1)?.propertyNames?.allowed ?? "another name",
    };
  }
  const nodes = nodesAlong(path);
  const allowed = nodes.findLast(node => node.allowed !== undefined)?.allowed ?? "another value";
  if (issue.code === "custom") return { problem: issue.message, allowed };
  return { problem: refusal(valueAt(values, path), nodes), allowed };
}

function unknownKey(path: Path, key: string, settings: CollectedSettings): ConfigProblem {
  const node = nodesAlong(path).at(-1);
  const known = node === undefined ? [] : keysOf(node);
  const nearest = nearestWord(key, known);
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  return {
    source: settings.sourceOf([...path, key]),
    problem: `the key ${writtenKey(key)} is not known${hint}`,
    allowed: known.join(", "),
  };
}

// Of several alternatives, the one whose kind of value was given: it complains about something inside it.
function meantOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return options.find(issues =>
    issues.every(issue => issue.path.length > 0 || issue.code === "unrecognized_keys"),
  );
}

function refusal(value: unknown, nodes: readonly SchemaNode[]): string {
  if (value === undefined) return "is missing";
  if (value === null || value === "") return "is empty";
  if (Array.isArray(value)) return "a list is not allowed here";
  if (typeof value === "object") return "a map is not allowed here";
  if (nodes.some(node => node.concealed === true)) {
    return typeof value === "string" ? "the value is not allowed" : `a ${typeof value} is not allowed here`;
  }
  const text = JSON.stringify(value);
  return `${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text} is not allowed`;
}

function valueAt(values: unknown, path: Path): unknown {
  let value = values;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
