import type { Config } from "../../../config/config.ts";
import { configForTest } from "../../../config/load-for-test.ts";
import { version } from "../../version.ts";
import type { HealthReply } from "../examine/ask-health.ts";
import { declaredApplications } from "../examine/declared-applications.ts";
import type { FileFacts, System } from "../examine/system.ts";
import type { LocalServer } from "../subjects.ts";

/** For tests: now, in Unix seconds. */
export const NOW_SECONDS = 1_800_000_000;

/** For tests: the answer of a server that is well. */
export const wellHealth: Extract<HealthReply, { kind: "sluice" }> = {
  kind: "sluice",
  status: "ok",
  version,
  instance: "2345678ABC",
  aheadMilliseconds: 0,
};

/** For tests: nobody answers. */
export const silence: Extract<HealthReply, { kind: "silent" }> = {
  kind: "silent",
  code: "ECONNREFUSED",
  fault: "nothing listens there",
};

/** For tests: a folder of user 1000 that nobody else can open. */
export const privateFolder: FileFacts = { isFolder: true, mode: 0o700, userId: 1000, bytes: 4096 };

/** For tests: a file of user 1000 that nobody else can open. */
export const privateFile: FileFacts = { isFolder: false, mode: 0o600, userId: 1000, bytes: 4096 };

/** For tests: a machine on which all is well; `/srv/site/data` is the data folder. */
export function sampleSystem(difference: Partial<System> = {}): System {
  const files: Readonly<Record<string, FileFacts>> = {
    "/srv/site/data": privateFolder,
    "/srv/site/data/sluice.db": privateFile,
    "/srv/site/data.master-key": privateFile,
  };
  return {
    nodeVersion: "24.21.0",
    userId: 1000,
    nowMilliseconds: () => NOW_SECONDS * 1_000,
    stat: path => files[path],
    realPath: path => path,
    folderFault: () => undefined,
    freeBytes: () => 10_000_000_000,
    openFileLimit: () => 65_536,
    ownAddresses: () => ["192.0.2.80"],
    listenFault: () => Promise.resolve(undefined),
    ...difference,
  };
}

/** For tests: the configuration of `/srv/site/sluice.yaml` with this text. */
export function sampleConfig(yaml = ""): Config {
  return configForTest({ yaml });
}

/** For tests: a server that runs and is well, but for the difference. */
export function sampleServer(difference: Partial<LocalServer> = {}): LocalServer {
  const { config = sampleConfig() } = difference;
  return {
    system: sampleSystem(),
    config,
    declared: declaredApplications(config, { kind: "absent" }),
    folder: "./data",
    databaseFile: "/srv/site/data/sluice.db",
    isHeld: true,
    socketHealth: wellHealth,
    database: {
      kind: "read",
      facts: {
        highWaterSeconds: NOW_SECONDS - 3,
        hasAdministrator: true,
        masterKeyCheck: undefined,
        objects: [],
      },
    },
    checkIntegrity: () => Promise.resolve({ outcome: "sound" }),
    askOrigin: () => Promise.resolve({ status: 404 }),
    tryServerApi: () => Promise.resolve({ list: "ok", kick: "gone" }),
    probe: () => Promise.resolve({ code: "ECONNREFUSED" }),
    askHealth: () => Promise.resolve(wellHealth),
    metrics: () => Promise.resolve("sluice_process_max_fds 65536\nsluice_process_open_fds 40\n"),
    ...difference,
  };
}
