import { readFileSync, writeFileSync } from "node:fs";
import { renderDocs } from "./render-docs.ts";

// npx node packages/server/src/config/write-docs.ts
const example = readFileSync(new URL("example.yaml", import.meta.url), "utf8");
writeFileSync(new URL("../../../../docs/configuration.md", import.meta.url), renderDocs(example));
