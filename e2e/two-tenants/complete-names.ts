import type { Make } from "./ask.ts";
import { firstOf, type Holding } from "./fill-holding.ts";
import type { Names } from "./names.ts";

/** Every list that goes on by a cursor, by its operation: where it is, and what narrows it to more than one item. */
const lists: Readonly<
  Record<string, (names: Holding) => { readonly path: string; readonly query?: object }>
> = {
  listTokens: () => ({ path: "/v1/tokens" }),
  listSessions: () => ({ path: "/v1/sessions" }),
  listDecisions: () => ({ path: "/v1/decisions" }),
  listRevocations: () => ({ path: "/v1/revocations" }),
  listApplications: () => ({ path: "/v1/applications" }),
  listStreams: () => ({ path: "/v1/streams" }),
  listGroups: () => ({ path: "/v1/groups" }),
  listOrganizations: () => ({ path: "/v1/organizations" }),
  listApiKeys: () => ({ path: "/v1/api-keys" }),
  listKeys: () => ({ path: "/v1/keys" }),
  listWebhooks: () => ({ path: "/v1/webhooks" }),
  listDeliveries: ({ webhook }) => ({ path: `/v1/webhooks/${webhook}/deliveries` }),
  listAudit: () => ({ path: "/v1/audit" }),
  readUsage: () => ({ path: "/v1/usage", query: { by: "user" } }),
};

/** The names with what is only known when all is there: cursors, and the end of the audit log. */
export async function completeNames(make: Make, holding: Holding): Promise<Names> {
  const cursors: Record<string, string> = {};
  for (const [operation, placeOf] of Object.entries(lists)) {
    const { path, query = {} } = placeOf(holding);
    const { next } = await make("get", path, { query: { ...query, limit: "1" } });
    // A list of one item has no second page.
    cursors[operation] = typeof next === "string" ? next : "";
  }
  const { number, hash } = firstOf(await make("get", "/v1/audit", { query: { limit: "1" } }));
  return { ...holding, cursors, auditEntry: String(number), auditNoted: `${number}:${hash}` };
}
