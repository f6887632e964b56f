import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Suites that take a minute or more, the longest first; those that compute take turns with those that wait for a player.
 * Without times of an earlier run vitest goes by the size of the files, and then one of these is alone at the end.
 */
export const LONGEST = [
  "cli",
  "carriage-players",
  "crash-kills",
  "player-renewal",
  "restart",
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
].map(name => `${name}.e2e.ts`);

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
  const place = LONGEST.indexOf(basename(moduleId));
  return place === -1 ? LONGEST.length : place;
}

/** The order in which vitest begins test files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files));
  }
}
