import type { TagCases } from "../contract-case.ts";

export const serverCases: TagCases = {
  readHealth: { 200: {}, 503: {} },
  readMetrics: { 200: {} },
  readOpenApiDocument: { 200: {} },
};
