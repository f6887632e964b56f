import type { TagCases } from "../contract-case.ts";
import { anApplication } from "./declared.ts";

const body = { name: "vod", kind: "vod" };

export const applicationCases: TagCases = {
  listApplications: { 200: { query: { limit: 1 } } },
  createApplication: {
    201: { body },
    409: [{ body: { ...body, name: "live" } }, { body: { ...body, name: "api" } }],
  },
  readApplication: { 200: [{ path: { name: "demo" } }, anApplication] },
  updateApplication: {
    200: async world => ({ ...(await anApplication(world)), body: { enforcement: { play: "report" } } }),
    409: async world => {
      await world.declare("applications: {filed: {kind: live}}");
      return { path: { name: "filed" }, body: { default_ttl: 5 } };
    },
  },
  deleteApplication: {
    204: async world => ({ ...(await anApplication(world)), query: { force: "true" } }),
    409: { path: { name: "live" } },
  },
};
