import { addApikeyCreate } from "./apikey-create.ts";
import { addApikeyList } from "./apikey-list.ts";
import { addApikeyRevoke } from "./apikey-revoke.ts";
import { addApikeyRotate } from "./apikey-rotate.ts";
import { addApplicationCreate } from "./application-create.ts";
import { addApplicationDelete } from "./application-delete.ts";
import { addApplicationList } from "./application-list.ts";
import { addApplicationUpdate } from "./application-update.ts";
import { addAuditExport } from "./audit-export.ts";
import { addAuditList } from "./audit-list.ts";
import { addAuditVerify } from "./audit-verify.ts";
import { addBackup } from "./backup.ts";
import { addCheck } from "./check.ts";
import type { AddCommand } from "./command.ts";
import { addCompatCheck } from "./compat-check.ts";
import { addConfigCheck } from "./config-check.ts";
import { addConnect } from "./connect.ts";
import { addDecisionList } from "./decision-list.ts";
import { addDoctor } from "./doctor.ts";
import { addGroupCreate } from "./group-create.ts";
import { addGroupDelete } from "./group-delete.ts";
import { addGroupList } from "./group-list.ts";
import { addGroupUpdate } from "./group-update.ts";
import { addImport } from "./import.ts";
import { addKeyCreate } from "./key-create.ts";
import { addKeyList } from "./key-list.ts";
import { addKeyRevoke } from "./key-revoke.ts";
import { addKeyRotate } from "./key-rotate.ts";
import { addOrganizationCreate } from "./organization-create.ts";
import { addOrganizationDelete } from "./organization-delete.ts";
import { addOrganizationList } from "./organization-list.ts";
import { addOrganizationUpdate } from "./organization-update.ts";
import { addRestore } from "./restore.ts";
import { addRevocationList } from "./revocation-list.ts";
import { addRevocationUndo } from "./revocation-undo.ts";
import { addRevoke } from "./revoke.ts";
import { addSessionEnd } from "./session-end.ts";
import { addSessionList } from "./session-list.ts";
import { addStart } from "./start.ts";
import { addStreamCreate } from "./stream-create.ts";
import { addStreamDelete } from "./stream-delete.ts";
import { addStreamEmbedCode } from "./stream-embed-code.ts";
import { addStreamList } from "./stream-list.ts";
import { addStreamUpdate } from "./stream-update.ts";
import { addTokenCreate } from "./token-create.ts";
import { addTokenInspect } from "./token-inspect.ts";
import { addTokenList } from "./token-list.ts";
import { addTokenResume } from "./token-resume.ts";
import { addTokenRevoke } from "./token-revoke.ts";
import { addTokenSuspend } from "./token-suspend.ts";
import { addTokenUpdate } from "./token-update.ts";
import { addWebhookCreate } from "./webhook-create.ts";
import { addWebhookDelete } from "./webhook-delete.ts";
import { addWebhookDeliveries } from "./webhook-deliveries.ts";
import { addWebhookList } from "./webhook-list.ts";
import { addWebhookReplay } from "./webhook-replay.ts";
import { addWebhookTest } from "./webhook-test.ts";
import { addWhy } from "./why.ts";

/** Every command of `sluice`, in the order of its help. To add one: its file, and one line here. */
export const commands: readonly AddCommand[] = [
  addStart,
  addTokenCreate,
  addTokenInspect,
  addTokenList,
  addTokenUpdate,
  addTokenSuspend,
  addTokenResume,
  addTokenRevoke,
  addCheck,
  addWhy,
  addDecisionList,
  addSessionList,
  addSessionEnd,
  addRevoke,
  addRevocationList,
  addRevocationUndo,
  addKeyCreate,
  addKeyList,
  addKeyRotate,
  addKeyRevoke,
  addApplicationCreate,
  addApplicationList,
  addApplicationUpdate,
  addApplicationDelete,
  addStreamCreate,
  addStreamList,
  addStreamUpdate,
  addStreamDelete,
  addStreamEmbedCode,
  addGroupCreate,
  addGroupList,
  addGroupUpdate,
  addGroupDelete,
  addOrganizationCreate,
  addOrganizationList,
  addOrganizationUpdate,
  addOrganizationDelete,
  addConnect,
  addConfigCheck,
  addCompatCheck,
  addImport,
  addDoctor,
  addApikeyCreate,
  addApikeyList,
  addApikeyRotate,
  addApikeyRevoke,
  addAuditList,
  addAuditVerify,
  addAuditExport,
  addWebhookCreate,
  addWebhookList,
  addWebhookTest,
  addWebhookDeliveries,
  addWebhookReplay,
  addWebhookDelete,
  addBackup,
  addRestore,
];
