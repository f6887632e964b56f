import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import type { createLog } from "./log.ts";
import { COMMON_LOG_FIELDS, logEvents } from "./log-events.ts";

const root = new URL("../../../../", import.meta.url);
const page = readFileSync(new URL("docs/operations.md", root), "utf8");

describe("the kinds of log lines", () => {
  test("are in docs/operations.md with their fields, in their order, and no others are", () => {
    const section = page.split("\n## ").find(part => part.startsWith("Logs\n")) ?? "";
    const [common = "", table = ""] = section.split("| `event` | when | fields |");
    const rows = [...table.matchAll(/^\| `([a-z-]+)` \| (.+) \| (.+) \|$/gm)].map(
      ([, event, when, fields = ""]) => ({
        event,
        when,
        fields: [...fields.matchAll(/`([a-z_]+)`/g)].map(match => match[1]),
      }),
    );
    expect(rows).toEqual(Object.entries(logEvents).map(([event, notes]) => ({ event, ...notes })));
    for (const field of COMMON_LOG_FIELDS) expect(common).toContain(`| \`${field}\` |`);
  });

  test("are all written somewhere, and nothing is written without one", () => {
    const folder = fileURLToPath(new URL("packages/server/src/", root));
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter(name => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith("log-events.ts"))
      .map(name => readFileSync(folder + name, "utf8"));
    const written = new Set(
      sources.flatMap(text => [...text.matchAll(/\bevent: "([a-z-]+)"/g)].map(([, event = ""]) => event)),
    );
    expect(Object.keys(logEvents).filter(event => !written.has(event))).toEqual([]);
    // Types see to it that each call has one; none may go around them.
    const printing = sources.filter(text => /\bconsole\.(log|warn|info|debug)\(/.test(text));
    expect(printing).toEqual([]);
  });
});

test("the log takes any pino, and a line is one object with time in ISO 8601", () => {
  const lines: string[] = [];
  const log: ReturnType<typeof createLog> = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: line => void lines.push(line) },
  );
  log.info({ event: "stopping" }, "a text\nof two lines");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  const parsed: unknown = JSON.parse(lines[0] ?? "");
  expect(Object.keys(parsed ?? {})).toEqual(COMMON_LOG_FIELDS);
});
