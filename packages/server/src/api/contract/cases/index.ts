import type { TagCases } from "../contract-case.ts";
import { apiKeyCases } from "./api-keys.ts";
import { applicationCases } from "./applications.ts";
import { auditCases } from "./audit.ts";
import { checkCases } from "./check.ts";
import { decisionCases } from "./decisions.ts";
import { groupCases } from "./groups.ts";
import { maintenanceCases } from "./maintenance.ts";
import { organizationCases } from "./organizations.ts";
import { revocationCases } from "./revocations.ts";
import { serverCases } from "./server.ts";
import { sessionCases } from "./sessions.ts";
import { streamCases } from "./streams.ts";
import { tokenKeyCases } from "./token-keys.ts";
import { tokenCases } from "./tokens.ts";
import { usageCases } from "./usage.ts";
import { userCases } from "./users.ts";
import { webhookCases } from "./webhooks.ts";

/** The cases of every operation by its id. To add an operation: one entry in its group's file. */
export const contractCases: TagCases = {
  ...tokenCases,
  ...checkCases,
  ...revocationCases,
  ...sessionCases,
  ...decisionCases,
  ...applicationCases,
  ...streamCases,
  ...groupCases,
  ...organizationCases,
  ...apiKeyCases,
  ...tokenKeyCases,
  ...auditCases,
  ...usageCases,
  ...userCases,
  ...maintenanceCases,
  ...webhookCases,
  ...serverCases,
};
