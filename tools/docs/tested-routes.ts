import { leftOut } from "../../e2e/fuzz/left-out.ts";
import { walks } from "../../e2e/two-tenants/cases/index.ts";
import { casesOf } from "../../packages/server/src/api/contract/cases-of.ts";
import { composeApi } from "../../packages/server/src/api/testing/compose-api.ts";
import { listOperations } from "../../packages/server/src/api/testing/list-operations.ts";
import type { TestedRoute } from "./route-table.ts";

/** Every route of a composed server, with the tests that ask it. */
export async function testedRoutes(): Promise<readonly TestedRoute[]> {
  const { server, api } = await composeApi();
  const document = (await api.inject("/v1/openapi.json")).json();
  await server.close();
  return listOperations(document).map(operation => ({
    operation,
    contract: casesOf(operation).map(({ status }) => status),
    isFuzzed: !(operation.id in leftOut),
    twoTenants: walkOf(operation.id),
  }));
}

function walkOf(id: string): TestedRoute["twoTenants"] {
  const walk = walks[id];
  if (walk === undefined) return "not walked";
  return walk.nothing === undefined ? "walked" : "nothing of theirs";
}
