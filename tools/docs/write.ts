import { writeFileSync } from "node:fs";
import { renderDenyReasons } from "./deny-reasons.ts";
import { renderMetrics } from "./metrics.ts";

writeFileSync(new URL("../../docs/deny-reasons.md", import.meta.url), renderDenyReasons());
writeFileSync(new URL("../../docs/metrics.md", import.meta.url), renderMetrics());
