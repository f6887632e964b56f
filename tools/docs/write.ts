import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compatSystems } from "../../packages/server/src/compat/index.ts";
import { renderApiPage } from "./api-page.ts";
import { renderClaimsPage } from "./claims/claims-page.ts";
import { compatPage, withCalls } from "./compat-calls.ts";
import { renderDenyReasons } from "./deny-reasons.ts";
import { renderMetrics } from "./metrics.ts";
import { pageTables, withTable } from "./tables.ts";
import { withWebhookEvents } from "./webhook-events.ts";

writeFileSync(new URL("../../docs/deny-reasons.md", import.meta.url), renderDenyReasons());
writeFileSync(new URL("../../docs/metrics.md", import.meta.url), renderMetrics());
for (const table of pageTables) {
  const page = new URL(`../../${table.page}`, import.meta.url);
  writeFileSync(page, withTable(readFileSync(page, "utf8"), table));
}

const apiPage = new URL("../../docs/api.md", import.meta.url);
writeFileSync(apiPage, await renderApiPage(readFileSync(apiPage, "utf8")));

const webhooksPage = new URL("../../docs/webhooks.md", import.meta.url);
writeFileSync(webhooksPage, withWebhookEvents(readFileSync(webhooksPage, "utf8")));

const claimsPage = new URL("../../docs/claims.md", import.meta.url);
writeFileSync(claimsPage, await renderClaimsPage(readFileSync(claimsPage, "utf8")));

for (const system of compatSystems) {
  const page = new URL(`../../${compatPage(system)}`, import.meta.url);
  if (existsSync(page)) writeFileSync(page, withCalls(readFileSync(page, "utf8"), system));
}
