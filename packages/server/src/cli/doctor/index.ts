import { accelRedirect } from "./accel-redirect.ts";
import { adminKey } from "./admin-key.ts";
import { clock, remoteClock } from "./clock.ts";
import { configuration } from "./configuration.ts";
import { dataFolder } from "./data-folder.ts";
import { databaseIntegrity } from "./database-integrity.ts";
import { declarations } from "./declarations.ts";
import { diskSpace } from "./disk-space.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { fileLimit } from "./file-limit.ts";
import { folderLock } from "./folder-lock.ts";
import { geoDatabases } from "./geo-databases.ts";
import { hookSecrets } from "./hook-secrets.ts";
import { masterKey } from "./master-key.ts";
import { nodeVersion } from "./node-version.ts";
import { openApis } from "./open-apis.ts";
import { origins } from "./origins.ts";
import { port } from "./port.ts";
import { proxies } from "./proxies.ts";
import { publicUrl } from "./public-url.ts";
import { remoteKey } from "./remote-key.ts";
import { schema } from "./schema.ts";
import { serverApis } from "./server-apis.ts";
import { serverClocks } from "./server-clocks.ts";
import { remoteHealth, serverHealth } from "./server-health.ts";
import { sideDoors } from "./side-doors.ts";
import type { LocalServer, Machine, RemoteServer } from "./subjects.ts";
import { tls } from "./tls.ts";
import { verifyDoor } from "./verify-door.ts";
import { writeAheadLog } from "./write-ahead-log.ts";

/** What comes first, on the machine of the server. */
export const machineChecks: readonly DoctorCheck<Machine>[] = [nodeVersion, configuration];

/**
 * Every check of a server on this machine, in the order in which it is printed. To add one: its file, one line here, and
 * a row in docs/operations.md.
 */
export const localChecks: readonly DoctorCheck<LocalServer>[] = [
  dataFolder,
  folderLock,
  diskSpace,
  databaseIntegrity,
  schema,
  writeAheadLog,
  masterKey,
  adminKey,
  serverHealth,
  port,
  publicUrl,
  tls,
  proxies,
  geoDatabases,
  clock,
  declarations,
  origins,
  hookSecrets,
  serverApis,
  serverClocks,
  openApis,
  sideDoors,
  verifyDoor,
  accelRedirect,
  fileLimit,
];

/** Every check of a server somewhere else. */
export const remoteChecks: readonly DoctorCheck<RemoteServer>[] = [remoteHealth, remoteKey, remoteClock];
