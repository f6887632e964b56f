import type { Config } from "../../../config/config.ts";
import { connectToSocket } from "../../connection/http.ts";
import { controlSocketPath, isPrivateFolder } from "../../control-socket-path.ts";
import { databaseFile } from "../../database-file.ts";
import { pathText } from "../../output/path-text.ts";
import type { LocalServer } from "../subjects.ts";
import { askHealth, type HealthReply } from "./ask-health.ts";
import { askOrigin } from "./ask-origin.ts";
import { declaredApplications } from "./declared-applications.ts";
import { isFolderHeld, isFolderHeldForGood } from "./folder-holder.ts";
import { lookIntoDatabase } from "./look-into-database.ts";
import { probe } from "./probe.ts";
import { quickCheck } from "./quick-check.ts";
import type { System } from "./system.ts";
import { tryServerApi } from "./try-server-api.ts";

const MILLISECONDS = 1_000;
/** A command on a folder without a server holds it for a moment. */
const HOLDER_PATIENCE_MILLISECONDS = 1_200;
const INTEGRITY_LIMIT_MILLISECONDS = 20_000;

/** Looks at the folder of a configuration, and asks who runs on it. Makes, locks and changes nothing. */
export async function examineLocalServer(config: Config, system: System): Promise<LocalServer> {
  const { dataDir } = config;
  const { isHeld, socketHealth } = await whoHas(dataDir);
  const file = databaseFile(dataDir);
  const database = lookIntoDatabase(file, Math.floor(system.nowMilliseconds() / MILLISECONDS));
  return {
    system,
    config,
    folder: pathText(dataDir),
    databaseFile: file,
    isHeld,
    socketHealth,
    database,
    declared: declaredApplications(config, database),
    checkIntegrity: () => quickCheck(file, INTEGRITY_LIMIT_MILLISECONDS),
    askOrigin,
    tryServerApi,
    probe,
    askHealth: place => askHealth(place, () => system.nowMilliseconds()),
    metrics: () => (isHeld === false ? Promise.resolve(undefined) : scrape(dataDir)),
  };
}

/** A server answers at once; only where nobody does, the holder may be a command that is about to end. */
async function whoHas(dataDir: string): Promise<Pick<LocalServer, "isHeld" | "socketHealth">> {
  try {
    if (!isFolderHeld(dataDir)) return { isHeld: false, socketHealth: undefined };
    const socketHealth = await askSocket(dataDir);
    if (socketHealth.kind === "sluice") return { isHeld: true, socketHealth };
    const isHeld = await isFolderHeldForGood(dataDir, HOLDER_PATIENCE_MILLISECONDS);
    return { isHeld, socketHealth: isHeld ? await askSocket(dataDir) : undefined };
  } catch {
    return { isHeld: undefined, socketHealth: await askSocket(dataDir) };
  }
}

async function askSocket(dataDir: string): Promise<HealthReply> {
  const socketPath = controlSocketPath(dataDir);
  try {
    if (isPrivateFolder(socketPath, dataDir)) return await askHealth({ socketPath });
  } catch {
    // The folder of the data may not be looked at.
  }
  return { kind: "silent", code: "EACCES", fault: "its socket is not the owner's alone" };
}

async function scrape(dataDir: string): Promise<string | undefined> {
  const connection = connectToSocket(controlSocketPath(dataDir), "the server");
  try {
    const { status, text } = await connection.call({ method: "GET", path: "/metrics" });
    return status === 200 ? text : undefined;
  } catch {
    return undefined;
  } finally {
    await connection.close();
  }
}
