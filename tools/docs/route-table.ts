import { apiTags } from "../../packages/server/src/api/openapi/tags.ts";
import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";

/** What stands for a route in the table: the operation, and which tests ask it. */
export interface TestedRoute {
  readonly operation: Operation;
  /** Statuses that the contract test has it answer. */
  readonly contract: readonly number[];
  readonly isFuzzed: boolean;
  /** Whether two organizations walk it; `nothing of theirs`: it has nothing that belongs to one of them. */
  readonly twoTenants: "walked" | "nothing of theirs" | "not walked";
}

/** The tables of docs/api.md: every route by its group, the right it needs, and the tests that ask it. */
export function renderRouteTable(routes: readonly TestedRoute[]): string {
  const tags = apiTags.filter(({ name }) => routes.some(({ operation }) => operation.tags.includes(name)));
  return tags
    .map(({ name, description }) => {
      const rows = routes.filter(({ operation }) => operation.tags.includes(name)).map(row);
      return [`### ${name}`, "", description, "", ...head, ...rows, ""].join("\n");
    })
    .join("\n");
}

const head = [
  "| route | what it does | right | answers, each in the contract test | fuzzed | two tenants |",
  "|---|---|---|---|---|---|",
];

const tenantsCell = { walked: "yes", "nothing of theirs": "–", "not walked": "no" } as const;

function row({ operation, contract, isFuzzed, twoTenants }: TestedRoute): string {
  const { method, path, documented, scope, security } = operation;
  const right = scope === undefined ? (security.length === 0 ? "no key" : "any key") : `\`${scope}\``;
  const cells = [
    `\`${method.toUpperCase()} ${path}\``,
    (documented.summary ?? "").replaceAll("|", "\\|"),
    right,
    [...new Set(contract)].toSorted((one, other) => one - other).join(" "),
    isFuzzed ? "yes" : "no",
    tenantsCell[twoTenants],
  ];
  return `| ${cells.join(" | ")} |`;
}
