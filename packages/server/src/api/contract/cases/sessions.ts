import type { TagCases } from "../contract-case.ts";
import { aSession } from "./made.ts";

export const sessionCases: TagCases = {
  listSessions: {
    200: async world => {
      await aSession(world);
      return { query: { status: "live" } };
    },
  },
  readSession: { 200: async world => ({ path: { id: await aSession(world) } }) },
  endSession: { 204: async world => ({ path: { id: await aSession(world) } }) },
};
