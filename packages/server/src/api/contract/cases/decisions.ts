import type { TagCases } from "../contract-case.ts";
import { aDecision } from "./made.ts";

export const decisionCases: TagCases = {
  listDecisions: {
    200: async world => {
      await aDecision(world);
      return { query: { allowed: "true", ip: "192.0.2.1", since: 0 } };
    },
  },
  readDecision: { 200: async world => ({ path: { ref: await aDecision(world) } }) },
};
