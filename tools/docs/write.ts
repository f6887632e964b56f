import { readFileSync, writeFileSync } from "node:fs";
import { renderApiPage } from "./api-page.ts";
import { renderDenyReasons } from "./deny-reasons.ts";
import { renderMetrics } from "./metrics.ts";

writeFileSync(new URL("../../docs/deny-reasons.md", import.meta.url), renderDenyReasons());
writeFileSync(new URL("../../docs/metrics.md", import.meta.url), renderMetrics());

const apiPage = new URL("../../docs/api.md", import.meta.url);
writeFileSync(apiPage, await renderApiPage(readFileSync(apiPage, "utf8")));
