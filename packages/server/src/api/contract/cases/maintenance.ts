import { DATABASE_TYPE } from "../../schemas/maintenance.ts";
import type { CaseRequest } from "../case-request.ts";
import type { TagCases } from "../contract-case.ts";

export const maintenanceCases: TagCases = {
  backup: { 200: {} },
  readRetention: { 200: {} },
  listServers: { 200: {} },
  restore: {
    200: file("good"),
    400: { ...file("good"), url: "/v1/restore%zz" },
    409: file("another"),
    413: file("large"),
    422: [file("damaged"), { ...file("good"), query: { other_history: "perhaps" } }],
  },
};

function file(text: string): CaseRequest {
  return { text, headers: { "content-type": DATABASE_TYPE } };
}
