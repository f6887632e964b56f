import { Readable } from "node:stream";
import { z } from "zod";
import { createAuditVerifier } from "../../commands/audit/audit-verifier.ts";
import { exportAudit, listAudit, mayVerifyAudit, readAuditEntry } from "../../commands/audit/read-audit.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import {
  auditEntry,
  auditExportQuery,
  auditParams,
  auditQuery,
  auditVerification,
  auditVerifyQuery,
} from "../schemas/audit.ts";
import { listOf } from "../schemas/common.ts";

const tag = "audit";
const scope = "audit:read";

const listOperation = operation(
  { id: "listAudit", tag, summary: "What was changed, by whom, the last first", scope },
  { querystring: auditQuery },
  { 200: listOf(auditEntry) },
);

const readOperation = operation(
  { id: "readAuditEntry", tag, summary: "One entry of the audit log", scope, problems: [404] },
  { params: auditParams },
  { 200: auditEntry },
);

const exportOperation = operation(
  {
    id: "exportAudit",
    tag,
    summary: "The audit log as lines of JSON, the first entry first",
    description:
      "With all that the hashes were made of: docs/audit.md tells how to verify it without this server.",
    scope,
    produces: "application/x-ndjson",
  },
  { querystring: auditExportQuery },
  { 200: z.string().describe("One entry a line.") },
);

const verifyOperation = operation(
  {
    id: "verifyAudit",
    tag,
    summary: "Look for one altered or missing entry of the audit log",
    description:
      "Reads the whole log: a million entries take some seconds. 200 also when something is wrong.",
    scope,
  },
  { querystring: auditVerifyQuery },
  { 200: auditVerification },
);

/** `/v1/audit`: list, see, export and verify. */
export const auditRoutes: Routes = (server, { store }) => {
  const verify = createAuditVerifier(store);

  server.get("/v1/audit", listOperation, async (request, reply) => {
    const outcome = await listAudit(store, request.actor, request.query);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });

  server.get("/v1/audit/:number", readOperation, async (request, reply) => {
    const outcome = await readAuditEntry(store, request.actor, request.params.number);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });

  server.get("/v1/audit/export", exportOperation, async (request, reply) => {
    const outcome = await exportAudit(store, request.actor, request.query);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.type("application/x-ndjson").send(Readable.from(outcome.done));
  });

  server.post("/v1/audit/verify", verifyOperation, async (request, reply) => {
    const { noted, organization = request.actor.organization } = request.query;
    const refused = mayVerifyAudit(request.actor, organization);
    if (refused) return sendProblem(reply, commandProblem(refused.problem));
    const { entries, problem, head, resealedAt } = await verify(
      organization,
      noted === undefined ? undefined : headOf(noted),
    );
    return {
      ok: problem === undefined,
      entries,
      head: head ? { number: head.number, hash: head.hash } : null,
      resealed_at: resealedAt ?? null,
      first_problem: problem ?? null,
    };
  });
};

/** Reads `number:hash`. */
function headOf(noted: string): { readonly number: number; readonly hash: string } {
  const [number = "", hash = ""] = noted.split(":");
  return { number: Number(number), hash };
}
