import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventTypes } from "../../packages/server/src/webhooks/events.ts";
import { withWebhookEvents } from "./webhook-events.ts";

const page = readFileSync(new URL("../../docs/webhooks.md", import.meta.url), "utf8");

test("docs/webhooks.md says of each event what the table says", () => {
  expect(withWebhookEvents(page)).toBe(page);
  for (const type of eventTypes) expect(page).toContain(`### ${type}\n`);
});

test("docs/webhooks.md shows the receiver that the tests run", () => {
  const example = readFileSync(new URL("../../examples/webhook-receiver.ts", import.meta.url), "utf8");
  expect(page).toContain(`\`\`\`ts\n${example}\`\`\``);
});
