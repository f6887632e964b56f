import type { TagWalks } from "../operation-walk.ts";

export const serverWalks: TagWalks = {
  readHealth: { nothing: "says of the machine what everybody may know" },
  readMetrics: { nothing: "counts the whole machine, and is refused to every tenant from elsewhere" },
  readOpenApiDocument: { nothing: "is the same for everybody" },
};
