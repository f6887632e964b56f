import type { TagWalks } from "../operation-walk.ts";

export const serverWalks: TagWalks = {
  readHealth: { nothing: "says of the machine what everybody may know" },
  readMetrics: { nothing: "counts the whole machine: e2e/two-tenants-doors.e2e.ts keeps tenants from it" },
  readOpenApiDocument: { nothing: "is the same for everybody" },
};
