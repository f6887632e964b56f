import { BaseSequencer, type TestSpecification } from "vitest/node";

/** End-to-end suites of a minute or more; those that compute take turns with those that wait for a player. */
const SUITES = [
  "cli",
  "carriage-players",
  "crash-kills",
  "player-renewal",
  "player-live-dash",
  "cli-docs",
  "two-tenants",
  "player-watermark",
  "import",
  "start",
  "audit",
  "player-page",
  "backup-kills",
  "compat-antmedia",
  "vendor-snippets",
  "embed-code",
  "compat-bintu",
  "secrecy",
];

/** Unit tests of ten seconds or more: how often a store is opened and killed is not seen in a file's size. */
const UNIT_TESTS = ["open", "copies/kill", "kill"];

/**
 * The test files that take longest, the longest first, from the project's folder on. Without times of an earlier run vitest goes
 * by the size of the files, and then one of these is alone at the end.
 */
export const LONGEST: readonly string[] = [
  ...SUITES.map(name => `e2e/${name}.e2e.ts`),
  ...UNIT_TESTS.map(name => `packages/server/src/store/sqlite/${name}.test.ts`),
];

/** What the order goes by. */
interface Suite {
  readonly moduleId: string;
  readonly project: { readonly config: { readonly sequence: { readonly groupOrder: number } } };
}

/** Group after group as before, in each the longest in front; the others stay in their order. */
export function longestFirst<T extends Suite>(suites: readonly T[]): T[] {
  return suites.toSorted((one, other) => groupOf(one) - groupOf(other) || placeOf(one) - placeOf(other));
}

function groupOf({ project }: Suite): number {
  return project.config.sequence.groupOrder;
}

function placeOf({ moduleId }: Suite): number {
  const place = LONGEST.findIndex(file => moduleId.endsWith(`/${file}`));
  return place === -1 ? LONGEST.length : place;
}

/** The order in which vitest begins test files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files));
  }
}
