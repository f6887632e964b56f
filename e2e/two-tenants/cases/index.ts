import type { TagWalks } from "../operation-walk.ts";
import { apiKeyWalks } from "./api-keys.ts";
import { applicationWalks } from "./applications.ts";
import { auditWalks } from "./audit.ts";
import { decisionWalks } from "./decisions.ts";
import { groupWalks } from "./groups.ts";
import { maintenanceWalks } from "./maintenance.ts";
import { organizationWalks } from "./organizations.ts";
import { revocationWalks } from "./revocations.ts";
import { serverWalks } from "./server.ts";
import { sessionWalks } from "./sessions.ts";
import { streamWalks } from "./streams.ts";
import { tokenKeyWalks } from "./token-keys.ts";
import { tokenWalks } from "./tokens.ts";
import { usageWalks } from "./usage.ts";
import { userWalks } from "./users.ts";
import { webhookWalks } from "./webhooks.ts";

/** The walk of every operation by its id. To add an operation: one entry in its group's file. */
export const walks: TagWalks = {
  ...tokenWalks,
  ...decisionWalks,
  ...revocationWalks,
  ...sessionWalks,
  ...applicationWalks,
  ...streamWalks,
  ...groupWalks,
  ...organizationWalks,
  ...apiKeyWalks,
  ...tokenKeyWalks,
  ...auditWalks,
  ...usageWalks,
  ...userWalks,
  ...webhookWalks,
  ...maintenanceWalks,
  ...serverWalks,
};
