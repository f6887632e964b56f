import type { Routes } from "../api.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { applicationRoutes } from "./applications.ts";
import { auditRoutes } from "./audit.ts";
import { checkRoutes } from "./check.ts";
import { createTokenRoutes } from "./create-tokens.ts";
import { decisionRoutes } from "./decisions.ts";
import { groupRoutes } from "./groups.ts";
import { inspectRoutes } from "./inspect.ts";
import { maintenanceRoutes } from "./maintenance.ts";
import { organizationRoutes } from "./organizations.ts";
import { revocationRoutes } from "./revocations.ts";
import { serverRoutes } from "./servers.ts";
import { sessionRoutes } from "./sessions.ts";
import { streamRoutes } from "./streams.ts";
import { tokenKeyRoutes } from "./token-keys.ts";
import { tokenRoutes } from "./tokens.ts";
import { usageRoutes } from "./usage.ts";
import { userRoutes } from "./users.ts";
import { webhookDeliveryRoutes } from "./webhook-deliveries.ts";
import { webhookRoutes } from "./webhooks.ts";
import { whoAmIRoutes } from "./whoami.ts";

/** Every group of routes of API v1 that needs an API key. To add one: its file, and one line here. */
export const apiRoutes: readonly Routes[] = [
  createTokenRoutes,
  tokenRoutes,
  inspectRoutes,
  checkRoutes,
  revocationRoutes,
  sessionRoutes,
  decisionRoutes,
  applicationRoutes,
  streamRoutes,
  groupRoutes,
  organizationRoutes,
  apiKeyRoutes,
  tokenKeyRoutes,
  usageRoutes,
  userRoutes,
  maintenanceRoutes,
  serverRoutes,
  whoAmIRoutes,
  webhookRoutes,
  webhookDeliveryRoutes,
  auditRoutes,
];
