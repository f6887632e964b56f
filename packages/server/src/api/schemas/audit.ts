import { z } from "zod";
import { auditFaults } from "../../commands/audit/audit-faults.ts";
import { name, paging, seconds } from "./common.ts";

/** The query of `GET /v1/audit`. */
export const auditQuery = z.strictObject({
  ...paging,
  actor: name.optional().describe("Who: id of an API key, `local`, `file` or `system`."),
  action: name.optional().describe("What: `token.create`, `api-key.rotate` …"),
  subject: name.optional().describe("Id of what was changed."),
  user: name.optional().describe("The viewer whom the change concerned."),
  since: z.coerce.number().pipe(seconds).optional().describe("Unix seconds: from then on."),
  until: z.coerce.number().pipe(seconds).optional().describe("Unix seconds: before then."),
});

const entryNumber = z.coerce.number().pipe(z.int().min(1));

export const auditParams = z.strictObject({ number: entryNumber });

/** The query of `GET /v1/audit/export`. */
export const auditExportQuery = z.strictObject({
  after: z.coerce.number().pipe(z.int().min(0)).optional().describe("Entries behind this number."),
  since: z.coerce
    .number()
    .pipe(seconds)
    .optional()
    .describe("Unix seconds: from the first entry of then on."),
  limit: entryNumber.optional().describe("At most so many; left out: all of them."),
});

/** The query of `POST /v1/audit/verify`. */
export const auditVerifyQuery = z.strictObject({
  noted: z
    .string()
    .regex(/^\d{1,15}:[0-9a-f]{64}$/, "write number:hash, as an earlier verification gave them")
    .optional()
    .describe("An entry that was kept elsewhere, as `number:hash`: 42:9f86d0…"),
  organization: name
    .optional()
    .describe("Another organization's log, with the scope `installation`. Left out: the key's own."),
});

/** One change. */
export const auditEntry = z
  .strictObject({
    number: z.int().describe("1, 2, 3 … without a gap in the organization."),
    at: z.number().describe("Unix seconds, with milliseconds behind the point."),
    actor: z
      .string()
      .describe("Id of an API key; `local` for the folder's owner, `file` for the configuration, `system`."),
    address: z.string().nullable().describe("Where the command came from; null on the machine itself."),
    action: z.string(),
    subject: z.strictObject({ kind: z.string(), id: z.string() }),
    user: z.string().nullable().describe("The viewer whom the change concerned."),
    before: z.unknown().describe("As the API showed it; null where it did not exist."),
    after: z.unknown(),
    erased_at: seconds
      .nullable()
      .describe("When `user`, `before` and `after` were erased with everything else about a viewer."),
    hash: z.string(),
  })
  .meta({ id: "AuditEntry" });

/** What `POST /v1/audit/verify` has found. */
export const auditVerification = z
  .strictObject({
    ok: z.boolean(),
    entries: z.int().describe("Entries from the first one on that are right."),
    head: z
      .strictObject({ number: z.int(), hash: z.string() })
      .nullable()
      .describe("The last of them: keep it elsewhere, and give it as `noted` another time."),
    resealed_at: z
      .int()
      .nullable()
      .describe("The entry behind which a new master key seals; what is before was sealed by another one."),
    first_problem: z
      .strictObject({
        fault: z.enum(Object.keys(auditFaults)).describe("docs/audit.md lists them."),
        number: z.int().describe("The entry that it shows at."),
        detail: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "AuditVerification" });
