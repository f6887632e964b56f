import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { ConfigProblem } from "./config-problem.ts";
import { writtenPath } from "./written-path.ts";
import { yamlFaults } from "./yaml-faults.ts";
import { offsetOf } from "./yaml-position.ts";

const ALLOWED = "a YAML 1.2 file with one map of settings";

/** A YAML file as read: its keys, and where each is. */
export interface YamlFile {
  /** The top-level keys; empty when the text is not usable. */
  readonly tree: Readonly<Record<string, unknown>>;
  /** `name:line:column path` of a key; line and column of the nearest key above it when the file lacks it. */
  sourceOf(path: readonly PropertyKey[]): string;
  /** The same without the path: `name:line:column`. */
  placeOf(path: readonly PropertyKey[]): string;
  /** What is wrong with the text as YAML. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads a YAML 1.2 text. `name` is how the operator calls the file. No problem quotes the text. */
export function parseYamlFile(text: string, name: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const isReadable = document.errors.every(error => error.code === "DUPLICATE_KEY");
  const reading = isReadable ? readTree(document) : { tree: {}, faults: [] };
  const faults = [...parserFaults(document), ...forbiddenKeys(document), ...reading.faults];
  return {
    tree: reading.tree,
    sourceOf: path => `${placeOf(offsetOf(document, path))} ${writtenPath(path)}`.trimEnd(),
    placeOf: path => placeOf(offsetOf(document, path)),
    problems: faults.map(({ offset, problem }) => ({ source: placeOf(offset), problem, allowed: ALLOWED })),
  };
}

interface Fault {
  readonly offset: number;
  readonly problem: string;
}

function parserFaults(document: Document): readonly Fault[] {
  const errors = [...document.errors, ...document.warnings];
  return errors.map(({ code, pos }) => ({ offset: pos[0], problem: yamlFaults[code] }));
}

// A map with this key cannot be told from an object with another prototype further on.
function forbiddenKeys(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Pair(_index, { key }) {
      if (!isScalar(key) || key.value !== "__proto__") return;
      faults.push({ offset: key.range?.[0] ?? 0, problem: "__proto__ cannot be a key" });
    },
  });
  return faults;
}

function readTree(document: Document): { tree: Readonly<Record<string, unknown>>; faults: readonly Fault[] } {
  const empty = { tree: {}, faults: [] };
  try {
    const value: unknown = document.toJS() ?? {};
    if (isRecord(value)) return { tree: value, faults: [] };
    return {
      ...empty,
      faults: [{ offset: document.contents?.range?.[0] ?? 0, problem: "the file is no map" }],
    };
  } catch {
    return {
      ...empty,
      faults: [{ offset: 0, problem: "an alias (*name) has no anchor, or there are too many" }],
    };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
