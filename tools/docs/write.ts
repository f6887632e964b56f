import { writeFileSync } from "node:fs";
import { renderDenyReasons } from "./deny-reasons.ts";

writeFileSync(new URL("../../docs/deny-reasons.md", import.meta.url), renderDenyReasons());
