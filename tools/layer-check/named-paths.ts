import { posix } from "node:path";

/** A path that a document names. */
export interface NamedPath {
  /** As it can be looked up: braces expanded, cut before the first placeholder. A folder ends in `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

const TOP_FOLDERS = [
  "packages",
  "tools",
  "e2e",
  "docs",
  "vectors",
  "benchmarks",
  "examples",
  "deploy",
  ".ci",
];
const WRITTEN_BY_HAND = /\.(ts|tsx|js|mjs|json|md|ya?ml|html|css|sh)$/;
/** Made by running things; a document may name them and a fresh clone lacks them. */
const GENERATED = ["node_modules", "dist", "data", "coverage"];
const PLACEHOLDER = /[<>*…]/;
const SHAPE = /^[\w.][\w.@/{},<>*…-]*$/;

/**
 * Reads the paths that a Markdown document names: in `backticks`, and in fenced blocks that draw a tree (no language,
 * first line a folder). A path starts with a top folder of the repository, ends in `/`, or ends like a file written
 * by hand; routes (`/v1`), package names and `hls.js` are none. `{a,b}` stands for both, `<kind>` and `*` for anything.
 */
export function namedPaths(markdown: string): readonly NamedPath[] {
  return blocksOf(markdown).flatMap(block => {
    if (!block.fenced) return block.lines.flatMap((text, index) => inlinePaths(text, block.line + index));
    return isTree(block) ? treePaths(block) : [];
  });
}

/** Whether a path counts as starting at the root of the repository; others may be the end of a longer one. */
export function isRooted(path: string): boolean {
  return TOP_FOLDERS.includes(path.split("/")[0] ?? "");
}

interface Block {
  readonly fenced: boolean;
  /** What follows the opening fence. */
  readonly language: string;
  readonly lines: string[];
  /** Line of its first line. */
  readonly line: number;
}

function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [{ fenced: false, language: "", lines: [], line: 1 }];
  markdown.split("\n").forEach((text, index) => {
    const current = blocks.at(-1);
    const fence = /^\s*```(.*)$/.exec(text);
    if (fence === null) current?.lines.push(text);
    else
      blocks.push({ fenced: !current?.fenced, language: fence[1]?.trim() ?? "", lines: [], line: index + 2 });
  });
  return blocks;
}

function inlinePaths(text: string, line: number): readonly NamedPath[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(match => lookUps(match[1] ?? "", line));
}

function isTree({ language, lines }: Block): boolean {
  const first =
    lines
      .find(text => text.trim() !== "")
      ?.trim()
      .split(/\s+/)[0] ?? "";
  return ["", "text", "tree"].includes(language) && first.endsWith("/");
}

function treePaths(block: Block): readonly NamedPath[] {
  const open: { readonly indent: number; readonly folder: string }[] = [];
  return block.lines.flatMap((text, index) => {
    const plain = text.replaceAll(/[│├└─┬]/g, " ");
    const indent = plain.search(/\S/);
    const [name = "", ...more] = namesOf(plain);
    if (!looksLikePath(name)) return [];
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const path = posix.join(open.at(-1)?.folder ?? "", name);
    if (name.endsWith("/")) open.push({ indent, folder: path });
    const inside = name.endsWith("/") ? more.filter(looksLikePath).map(other => posix.join(path, other)) : [];
    return [path, ...inside].flatMap(each => lookUps(each, block.line + index));
  });
}

/** The first word of a line of a tree, and the first words after each ` · `. */
function namesOf(line: string): readonly string[] {
  const [first = "", ...rest] = line.trim().split(/\s+/);
  const others = rest.join(" ").split(" · ");
  return [first, ...others.map(text => text.trim().split(" ")[0] ?? "")].map(name => name.replace("★", ""));
}

function lookUps(text: string, line: number): readonly NamedPath[] {
  const path = text.replaceAll("★", "");
  if (!looksLikePath(path)) return [];
  return expandBraces(path)
    .map(beforePlaceholder)
    .filter(each => each !== "" && !each.split("/").some(part => GENERATED.includes(part)))
    .map(each => ({ path: each, line }));
}

function looksLikePath(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  if (text.endsWith("/")) return true;
  if (text.includes("/")) return isRooted(text) || WRITTEN_BY_HAND.test(text);
  return WRITTEN_BY_HAND.test(text) && !text.endsWith(".js");
}

function expandBraces(path: string): readonly string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path);
  if (match === null) return [path];
  const [, before = "", choices = "", after = ""] = match;
  return choices.split(",").flatMap(choice => expandBraces(`${before}${choice.trim()}${after}`));
}

function beforePlaceholder(path: string): string {
  const parts = path.split("/");
  const stop = parts.findIndex(part => PLACEHOLDER.test(part));
  return stop < 0
    ? path
    : parts
        .slice(0, stop)
        .map(part => `${part}/`)
        .join("");
}
