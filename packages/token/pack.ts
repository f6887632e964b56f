import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Completes dist/ to the folder that is published: JavaScript with its types, in a package of its own, without dependencies. */

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const manifest: unknown = JSON.parse(readFileSync(at("package.json"), "utf8"));
if (typeof manifest !== "object" || manifest === null) throw new Error("package.json is no object");
const own = ["name", "version", "description", "license", "type", "keywords", "engines"];
const published = {
  ...Object.fromEntries(Object.entries(manifest).filter(([key]) => own.includes(key))),
  sideEffects: false,
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./node": { types: "./crypto/node.d.ts", default: "./crypto/node.js" },
  },
  files: ["**/*.js", "**/*.d.ts"],
};
writeFileSync(at("dist/package.json"), `${JSON.stringify(published, null, 2)}\n`);
for (const [from, to] of [
  ["README.md", "dist/README.md"],
  ["../../LICENSE", "dist/LICENSE"],
] as const) {
  cpSync(at(from), at(to));
}
