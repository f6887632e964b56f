import { delimiter, dirname, join } from "node:path";

/** The running Node, as far as its children must know it. */
export interface RunningNode {
  readonly execPath: string;
  /** False before Node 22.18, which needs a flag to run TypeScript. */
  readonly stripsTypes: boolean;
}

/**
 * The environment of everything the tests start: the tools and the Node of the lock first on PATH, then the Node that
 * runs this, so that a shebang never meets the system's older one. Each test file has a process of its own, and many
 * tests start more: what they all read is compiled once.
 */
export function childEnvironment(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  node: RunningNode,
): Record<string, string | undefined> {
  const path = [join(root, "node_modules", ".bin"), dirname(node.execPath), environment.PATH ?? ""];
  const options = node.stripsTypes
    ? environment.NODE_OPTIONS
    : `${environment.NODE_OPTIONS ?? ""} --experimental-strip-types --disable-warning=ExperimentalWarning`.trim();
  const compiled = environment.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "tests");
  return { ...environment, PATH: path.join(delimiter), NODE_OPTIONS: options, NODE_COMPILE_CACHE: compiled };
}
