import type { LocalServer } from "../subjects.ts";

/** What answers at a URL, for tests: its status, headers and text. */
export type TableReply = readonly [status: number, headers?: Readonly<Record<string, string>>, text?: string];

/** For tests: what answers where. Whatever is not in the table is refused; `asked` is every URL that was tried. */
export function probeTable(table: Readonly<Record<string, TableReply>>): {
  readonly probe: LocalServer["probe"];
  readonly asked: readonly string[];
} {
  const asked: string[] = [];
  return {
    asked,
    probe(url) {
      asked.push(url);
      const found = table[url];
      if (!found) return Promise.resolve({ code: "ECONNREFUSED" });
      const [status, headers = {}, text = ""] = found;
      return Promise.resolve({ status, headers, text });
    },
  };
}
