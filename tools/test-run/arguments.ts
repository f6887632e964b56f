/** A part of the tests that can run alone. */
export type Part = "checks" | "unit" | "e2e";

/** What the user asked for; without `only` it is everything. */
export interface TestArguments {
  readonly only: Part | undefined;
  /** Passed on to vitest: file filters, `-t name`, and its other options. */
  readonly filters: readonly string[];
}

/** Reads the command line of `npm test -- …`; a problem is one sentence for the user. */
export function parseArguments(argv: readonly string[]): TestArguments | { readonly problem: string } {
  const filters: string[] = [];
  let only: Part | undefined;
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? "";
    if (argument !== "--only" && !argument.startsWith("--only=")) {
      filters.push(argument);
      continue;
    }
    const value = argument === "--only" ? argv[++index] : argument.slice("--only=".length);
    if (!isPart(value)) return { problem: "--only takes one of: checks, unit, e2e." };
    only = value;
  }
  return { only, filters };
}

function isPart(value: string | undefined): value is Part {
  return value === "checks" || value === "unit" || value === "e2e";
}
