import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pageTables, withTable } from "./tables.ts";

test.for(pageTables.map(table => [table.page, table] as const))(
  "%s has the table that the code makes",
  ([page, table]) => {
    const written = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
    expect(withTable(written, table)).toBe(written);
  },
);
