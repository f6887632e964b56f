import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("../../examples/minting/", import.meta.url);
const page = readFileSync(new URL("../../docs/minting.md", import.meta.url), "utf8");

test.each(readdirSync(folder))("docs/minting.md shows %s as it is", file => {
  expect(page).toContain(`\n${readFileSync(new URL(file, folder), "utf8")}\`\`\`\n`);
});
