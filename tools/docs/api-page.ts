import { renderProblemTable } from "./problem-table.ts";
import { renderRouteTable } from "./route-table.ts";
import { testedRoutes } from "./tested-routes.ts";

/** docs/api.md with what is made from the code: its problems and its routes. Throws when it has no place for them. */
export async function renderApiPage(written: string): Promise<string> {
  const withProblems = withPart(written, "problems", renderProblemTable());
  return withPart(withProblems, "routes", renderRouteTable(await testedRoutes()));
}

function withPart(page: string, name: string, part: string): string {
  const begin = `<!-- ${name}: made by npx node tools/docs/write.ts -->\n`;
  const end = `<!-- end of the ${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/api.md has no place for its ${name}`);
  return `${page.slice(0, from)}${begin}\n${part}\n${page.slice(to)}`;
}
