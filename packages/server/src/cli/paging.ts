import type { Command } from "commander";
import type { ServerFlags } from "./on-server.ts";
import { wholeNumber } from "./option-values.ts";
import { print } from "./output/print.ts";

/** The flags of a list. */
export interface PagingFlags extends ServerFlags {
  readonly limit?: number;
  readonly cursor?: string;
}

/** Adds the flags of a list. */
export function addPagingOptions(command: Command): Command {
  return command
    .option("--limit <number>", "at most so many, 1 to 200 (default: 50)", wholeNumber)
    .option("--cursor <cursor>", "go on where another list ended");
}

/** Prints a list's lines, or that it is empty, and how it goes on. */
export function printPage(
  page: { readonly items: readonly unknown[]; readonly next: string | null },
  lines: string,
): void {
  print(page.items.length === 0 ? "None." : lines);
  if (page.next !== null) print(`There are more: --cursor ${page.next}`);
}
