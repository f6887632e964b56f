import { FIRST_ORGANIZATION } from "../../../registry/built-in.ts";
import type { TagCases } from "../contract-case.ts";
import { anOrganization } from "./declared.ts";

export const organizationCases: TagCases = {
  listOrganizations: { 200: {} },
  createOrganization: {
    201: { body: { code: "acme", title: "Acme" } },
    409: [{ body: { code: FIRST_ORGANIZATION } }, { body: { code: "splay" } }],
  },
  readOrganization: { 200: [{ path: { code: FIRST_ORGANIZATION } }, anOrganization] },
  updateOrganization: {
    200: async world => ({ ...(await anOrganization(world)), body: { title: "new" } }),
    403: async world => ({
      key: await world.keyWith("streams:read"),
      path: { code: FIRST_ORGANIZATION },
      body: { title: "new" },
    }),
  },
  deleteOrganization: {
    204: async world => {
      const made = await anOrganization(world);
      return { ...made, query: { confirm: made.path.code } };
    },
    409: { path: { code: FIRST_ORGANIZATION }, query: { confirm: FIRST_ORGANIZATION } },
    422: anOrganization,
  },
};
