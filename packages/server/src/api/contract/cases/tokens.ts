import type { TagCases } from "../contract-case.ts";
import { aToken, grant } from "./made.ts";

export const tokenCases: TagCases = {
  createToken: { 201: { body: grant } },
  listTokens: { 200: { query: { user: "anna", limit: 1 } } },
  readToken: { 200: async world => ({ path: { id: await aToken(world) } }) },
  revokeToken: { 204: async world => ({ path: { id: await aToken(world) } }) },
};
