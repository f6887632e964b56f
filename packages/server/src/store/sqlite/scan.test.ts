import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { START_SECONDS, sampleToken } from "../conformance/samples.ts";
import { createOpenRules } from "../open-rules.ts";
import type { TokenQuery } from "../queries.ts";
import { prepareLists } from "./lists.ts";
import { migrate } from "./migrations.ts";
import { prepareInsertTokens } from "./tokens.ts";

const COUNT = 12_500;

/** As many tokens, the oldest ten of them one-time and the newest one, and how many reads a page took. */
function opened(pageRows?: number) {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const kindOf = (index: number) => (index < 10 || index === COUNT - 1 ? "one-time" : "access");
  const tokens = Array.from({ length: COUNT }, (_, index) =>
    sampleToken({
      id: `${index}`,
      kind: kindOf(index),
      issuedAtMilliseconds: START_SECONDS * 1000 + Math.floor(index / 7),
      target: { streams: [index % 2 === 0 ? "live/a" : "vod/a"] },
    }),
  );
  database.exec("BEGIN");
  prepareInsertTokens(database)(tokens);
  database.exec("COMMIT");
  let reads = 0;
  const run = async <T>(work: () => T): Promise<T> => {
    reads += 1;
    return work();
  };
  const lists = prepareLists(database, createOpenRules([]), run, pageRows);
  const pages = async (filter: Partial<TokenQuery>) => {
    const found: { readonly ids: readonly string[]; readonly reads: number }[] = [];
    let cursor: string | undefined;
    do {
      reads = 0;
      const page = await lists.tokens({ organization: "acme", limit: 50, cursor, ...filter });
      found.push({ ids: page.items.map(({ id }) => id), reads });
      cursor = page.next;
    } while (cursor !== undefined);
    return found;
  };
  return { pages };
}

const oneTime = [COUNT - 1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(String);

test("a filter that few rows pass finds them all, in pages that look at a bounded number of rows", async () => {
  const { pages } = opened();
  const found = await pages({ kind: "one-time" });
  expect(found.map(({ ids }) => ids.length)).toEqual([1, 0, 10]);
  expect(found.flatMap(({ ids }) => ids)).toEqual(oneTime);
  // Two for each thousand rows.
  for (const { reads } of found) expect(reads).toBeLessThanOrEqual(10);
});

test("so does one that no SQL can judge", async () => {
  const { pages } = opened();
  const found = await pages({ kind: "one-time", status: { is: "active", atSeconds: START_SECONDS } });
  expect(found.flatMap(({ ids }) => ids)).toEqual(oneTime);
});

test("a list without a filter takes one read a page", async () => {
  const { pages } = opened();
  const found = await pages({ limit: 200 });
  expect(found.flatMap(({ ids }) => ids)).toEqual(
    Array.from({ length: COUNT }, (_, index) => `${COUNT - 1 - index}`),
  );
  expect(new Set(found.map(({ reads }) => reads))).toEqual(new Set([1]));
});

test.each([undefined, 1_000, 3_000])(
  "lists of several applications are merged in their order and lose nothing (%s rows a page)",
  async pageRows => {
    const { pages } = opened(pageRows);
    const found = await pages({ within: ["live", "vod"], limit: 200 });
    const ids = found.flatMap(page => page.ids);
    expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => `${COUNT - 1 - index}`));
    const rare = await pages({ within: ["live", "vod"], kind: "one-time" });
    expect(rare.flatMap(page => page.ids)).toEqual(oneTime);
    const half = await pages({ within: ["vod"], kind: "one-time" });
    expect(half.flatMap(page => page.ids)).toEqual(oneTime.filter(id => Number(id) % 2 === 1));
  },
);
