import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leftOut } from "../../e2e/fuzz/left-out.ts";
import { casesOf } from "../../packages/server/src/api/contract/cases-of.ts";
import { composeApi } from "../../packages/server/src/api/testing/compose-api.ts";
import { listOperations } from "../../packages/server/src/api/testing/list-operations.ts";
import type { TestedRoute } from "./route-table.ts";

const root = join(import.meta.dirname, "..", "..");
/** The suite that walks the routes with two organizations, and what it is made of. */
const TWO_TENANTS = /^two-tenants/;

/** Every route of a composed server, with the tests that ask it. */
export async function testedRoutes(): Promise<readonly TestedRoute[]> {
  const { server, api } = await composeApi();
  const document = (await api.inject("/v1/openapi.json")).json();
  await server.close();
  const walk = twoTenantsText();
  return listOperations(document).map(operation => ({
    operation,
    contract: casesOf(operation).map(({ status }) => status),
    isFuzzed: !(operation.id in leftOut),
    isWalkedByTwo: new RegExp(`\\b${operation.id}\\b`).test(walk),
  }));
}

function twoTenantsText(): string {
  const files = readdirSync(join(root, "e2e"), { recursive: true, encoding: "utf8" });
  return files
    .filter(path => TWO_TENANTS.test(path) && path.endsWith(".ts"))
    .map(path => readFileSync(join(root, "e2e", path), "utf8"))
    .join("\n");
}
