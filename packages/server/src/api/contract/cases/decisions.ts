import type { TagCases } from "../contract-case.ts";
import { aDecision } from "./made.ts";

export const decisionCases: TagCases = {
  readDecision: { 200: async world => ({ path: { ref: await aDecision(world) } }) },
};
