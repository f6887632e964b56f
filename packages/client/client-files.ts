import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import openApiTypes, { astToString } from "openapi-typescript";
import { composeApi } from "../server/src/api/testing/compose-api.ts";
import { version } from "../server/src/cli/version.ts";
import { readmeText } from "./readme-text.ts";

/** The files of this package that a tool writes. */
export type ClientFile = "README.md" | "openapi.json" | "src/schema.ts";

const folder = new URL("./", import.meta.url);
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const header =
  "// Written by `npm run generate -w packages/client` from openapi.json: change the routes, not this file.\n\n";

/** What is made from the server's routes, and the README with its examples: texts by path in this package. */
export async function clientFiles(): Promise<Readonly<Record<ClientFile, string>>> {
  const { server, api } = await composeApi({ version });
  const document = (await api.inject("/v1/openapi.json")).json();
  await server.close();
  const types = await openApiTypes(document, { defaultNonNullable: false });
  return {
    "openapi.json": formatted("openapi.json", JSON.stringify(document)),
    "src/schema.ts": formatted("src/schema.ts", header + astToString(types)),
    "README.md": readmeText(readFileSync(new URL("README.md", folder), "utf8")),
  };
}

/** As `npm run format` would write it, so that the check of the tree does not find it unformatted. */
function formatted(path: string, text: string): string {
  const name = `--stdin-file-path=${fileURLToPath(new URL(path, folder))}`;
  const run = spawnSync(process.execPath, [biome, "format", name], { input: text, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${path} cannot be formatted: ${run.stderr}`);
  return run.stdout;
}
