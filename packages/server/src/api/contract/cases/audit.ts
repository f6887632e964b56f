import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";

/** Two entries of the audit log. */
async function entries(world: ContractWorld): Promise<void> {
  for (const name of ["one", "two"]) await world.make("/v1/api-keys", { name, scopes: [] });
}

export const auditCases: TagCases = {
  listAudit: {
    200: async world => {
      await entries(world);
      return { query: { action: "api-key.create", since: 1 } };
    },
  },
  readAuditEntry: {
    200: async world => {
      await entries(world);
      return { path: { number: "1" } };
    },
    404: { path: { number: "99" } },
    422: { path: { number: "one" } },
  },
  exportAudit: {
    200: async world => {
      await entries(world);
      return { query: { after: 0, limit: 10 } };
    },
  },
  verifyAudit: {
    200: [
      async world => {
        await entries(world);
        return {};
      },
      { query: { noted: `9:${"0".repeat(64)}` } },
    ],
    422: { query: { noted: "9" } },
  },
};
