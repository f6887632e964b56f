import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Completes dist/ to the folder that is published: JavaScript with its types, in a package of its own. */

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const manifest: unknown = JSON.parse(readFileSync(at("package.json"), "utf8"));
if (typeof manifest !== "object" || manifest === null) throw new Error("package.json is no object");
const own = ["name", "version", "description", "license", "type", "keywords", "dependencies", "engines"];
const published = {
  ...Object.fromEntries(Object.entries(manifest).filter(([key]) => own.includes(key))),
  sideEffects: false,
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./openapi.json": "./openapi.json",
  },
  files: ["*.js", "*.d.ts", "openapi.json"],
};
writeFileSync(at("dist/package.json"), `${JSON.stringify(published, null, 2)}\n`);
for (const [from, to] of [
  ["README.md", "dist/README.md"],
  ["openapi.json", "dist/openapi.json"],
  ["../../LICENSE", "dist/LICENSE"],
] as const) {
  cpSync(at(from), at(to));
}
