import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documentedKeys } from "./documented-keys.ts";
import { configForTest, warningsForTest } from "./load-for-test.ts";
import { renderDocs } from "./render-docs.ts";
import { settingsNode } from "./schema-node.ts";

const example = readFileSync(new URL("example.yaml", import.meta.url), "utf8");
const keys = documentedKeys(settingsNode, () => "<name>");

describe("docs/configuration.md", () => {
  test("is what the schema renders now; if not, run write-docs.ts", () => {
    const committed = readFileSync(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");
    expect(committed).toBe(renderDocs(example));
  });

  test("its example loads without a problem or a warning", () => {
    const config = configForTest({ yaml: example });
    expect(config.declared.applications.map(application => application.name)).toEqual([
      "live",
      "vod",
      "archive",
      "WebRTCAppEE",
    ]);
    expect(warningsForTest({ yaml: example })).toEqual([]);
  });

  test("its example shows every key there is", () => {
    for (const { path } of keys) {
      const key = path.split(".").at(-1);
      expect(example, path).toMatch(new RegExp(`^ *(# )?${key}:`, "m"));
    }
  });

  test("every key says what it does and what is allowed", () => {
    expect(keys.length).toBeGreaterThan(30);
    for (const { path, node } of keys) {
      expect(node.description, path).toMatch(/[.]$/);
      expect(node.allowed, path).toBeTruthy();
    }
  });
});
