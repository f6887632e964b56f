import type { Config } from "../../config/config.ts";
import type { ConfigResult } from "../../config/load-config.ts";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { ApiReply } from "../connection/connection.ts";
import type { HealthPlace, HealthReply } from "./examine/ask-health.ts";
import type { OriginAnswer, RemoteOrigin } from "./examine/ask-origin.ts";
import type { DeclaredApplications } from "./examine/declared-applications.ts";
import type { DatabaseReading } from "./examine/look-into-database.ts";
import type { ProbeReply } from "./examine/probe.ts";
import type { Integrity } from "./examine/quick-check.ts";
import type { System } from "./examine/system.ts";
import type { ApiTrial } from "./examine/try-server-api.ts";

/** This machine, before anything is known of a server. */
export interface Machine {
  readonly system: System;
  readonly configuration: ConfigResult;
}

/** A server's files and configuration on this machine, whether it runs or not. */
export interface LocalServer {
  readonly system: System;
  readonly config: Config;
  /** The data folder as people write it: `./data`. */
  readonly folder: string;
  /** Absolute path of the database. */
  readonly databaseFile: string;
  /** Whether a process has the folder; undefined when this user may not look. */
  readonly isHeld: boolean | undefined;
  /** Who answers on the control socket; undefined when nobody has the folder. */
  readonly socketHealth: HealthReply | undefined;
  readonly database: DatabaseReading;
  readonly declared: DeclaredApplications;
  readonly checkIntegrity: () => Promise<Integrity>;
  readonly askOrigin: (origin: RemoteOrigin) => Promise<OriginAnswer>;
  /** Lists a media server's clients by its own API, and has it kick nobody; undefined: it has none. */
  readonly tryServerApi: (server: MediaServerSettings) => Promise<ApiTrial | undefined>;
  /** Asks a URL as a stranger would. */
  readonly probe: (url: string, headers?: Readonly<Record<string, string>>) => Promise<ProbeReply>;
  readonly askHealth: (place: HealthPlace) => Promise<HealthReply>;
  /** Asks the running server over its socket; undefined when nobody answers there. */
  readonly metrics: () => Promise<string | undefined>;
}

/** A server somewhere else, which can only be asked. */
export interface RemoteServer {
  readonly system: System;
  /** Its base URL. */
  readonly name: string;
  readonly health: HealthReply;
  /** `GET /v1/whoami` with the key of `--key` or SLUICE_API_KEY. */
  readonly whoAmI: () => Promise<ApiReply>;
}
