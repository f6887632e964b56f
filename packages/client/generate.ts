import { writeFileSync } from "node:fs";
import { clientFiles } from "./client-files.ts";

for (const [path, text] of Object.entries(await clientFiles())) {
  writeFileSync(new URL(path, import.meta.url), text);
}
