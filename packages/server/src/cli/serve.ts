import { systemEntry } from "../commands/audit/audit-entry.ts";
import { mediaServersOf } from "../compose/media-servers.ts";
import { composeServer } from "../compose.ts";
import type { Config } from "../config/config.ts";
import type { ConfigResult } from "../config/load-config.ts";
import { localUrl } from "../config/local-url.ts";
import { readPlayerAssets } from "../embed/player-assets.ts";
import type { TlsCertificates } from "../http/tls-certificates.ts";
import { createClock } from "../lib/clock.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import type { RetentionDays } from "../retention/pruner.ts";
import type { AuditEntry } from "../store/audit.ts";
import type { Log } from "../telemetry/log.ts";
import { ensureAdminKey } from "./admin-key.ts";
import { type ControlSocket, createControlSocket } from "./control-socket.ts";
import { openDataFolder } from "./data-folder.ts";
import type { InheritedSockets } from "./inherited-sockets.ts";
import { type Listeners, openListeners } from "./listeners.ts";
import { createReload } from "./reload.ts";
import { createRequestSwitch, type RequestSwitch } from "./request-switch.ts";
import { createServerSlot, type Doors } from "./server-slot.ts";
import { version } from "./version.ts";

const MIB = 1024 * 1024;
const HIGH_WATER_MILLISECONDS = 5_000;
/** On a socket that was handed over, the server that had it before may still have the folder for so long. */
const PREDECESSOR_MILLISECONDS = 20_000;

/** A server that answers. */
export interface RunningServer {
  readonly publicUrl: string;
  /** Of the main listener. */
  readonly port: number;
  /** Where the API is, when it has a listener of its own. */
  readonly adminUrl: string | undefined;
  /** The admin key that this start has made, to be shown once. */
  readonly newAdminKey: string | undefined;
  /** What the operator must know about the keys of this folder; undefined when all is as it was. */
  readonly keyNotice: string | undefined;
  /** Reads the configuration again and takes over what it declares. */
  reload(): Promise<void>;
  /** Answers under way have 3 s, unless it is said otherwise. */
  close(patienceMilliseconds?: number): Promise<void>;
}

/** What a server is started with besides its configuration. */
export interface ServeOptions {
  readonly log: Log;
  /** Reads the configuration again. */
  readonly load: () => ConfigResult;
  /** Listening sockets that this process was handed. */
  readonly inherited: InheritedSockets;
  /** Undefined: plain HTTP. They are closed with the server. */
  readonly certificates: TlsCertificates | undefined;
}

/** Opens the data folder, listens and serves. Throws PlainFailure for what the operator can mend. */
export async function serve(
  config: Config,
  { log, load, inherited, certificates }: ServeOptions,
): Promise<RunningServer> {
  const isSuccessor = inherited.main !== undefined;
  const folder = await openDataFolder(config, isSuccessor ? PREDECESSOR_MILLISECONDS : undefined);
  const control = createControlSocket();
  const listeners = await openListeners(config, inherited, certificates).catch(async (error: unknown) => {
    certificates?.close();
    await folder.close();
    throw error;
  });
  try {
    const { port, adminUrl } = listeners;
    const publicUrl = config.publicUrl ?? localUrl({ port, isSecure: certificates !== undefined });
    const clock = createClock({ notBeforeSeconds: await folder.store.highWaterSeconds() });
    const servers = mediaServersOf(config, folder.masterKey);
    const adminKey = await ensureAdminKey(folder, config, clock.nowSeconds());
    await folder.store.appendAudit(startEntry(clock.nowSeconds()));
    const controlRequests = createRequestSwitch();
    // As the last reload has left it: a server that is composed again after a restore begins with that.
    let declared = config.declared;
    const slot = createServerSlot({
      folder,
      dataDir: config.dataDir,
      nowMilliseconds: clock.nowMilliseconds,
      doors: doorsOf(listeners, controlRequests),
      lost(error) {
        // Whoever watches the process starts it again; it could only answer 503.
        log.error({ event: "database-lost", err: error }, "the database cannot be opened again");
        process.exit(1);
      },
      compose: maintenance =>
        composeServer({
          ...folder,
          clock,
          log,
          publicUrl,
          file: declared,
          trustedProxies: config.trustedProxies,
          claims: config,
          servers,
          edges: config.edges,
          assets: readPlayerAssets(),
          version,
          localActor: control.actorOf,
          segmentCacheBytes: config.segmentCacheMib * MIB,
          compatCallsPerSecond: config.compatCallsPerSecond,
          retention: retentionDays(config.retention),
          maintenance,
        }),
    });
    await slot.start();
    await openControl(control, config.dataDir, controlRequests, log);
    const mark = (): Promise<void> => folder.store.setHighWaterSeconds(clock.nowSeconds());
    const timer = setInterval(() => void mark().catch(() => undefined), HIGH_WATER_MILLISECONDS);
    timer.unref();
    return {
      publicUrl,
      port,
      adminUrl,
      newAdminKey: adminKey.newKey,
      keyNotice: adminKey.notice,
      reload: createReload({
        config,
        load,
        refreshCertificates: () => certificates?.refresh(),
        declare(file) {
          declared = file;
          return slot.current().declare(file);
        },
        store: { appendAudit: entry => folder.store.appendAudit(entry) },
        log,
        nowMilliseconds: clock.nowMilliseconds,
      }),
      async close(patienceMilliseconds) {
        clearInterval(timer);
        certificates?.close();
        await Promise.all([listeners.close(patienceMilliseconds), control.close(patienceMilliseconds)]);
        await slot.close();
        await folder.close();
      },
    };
  } catch (error) {
    certificates?.close();
    await listeners.close();
    await folder.close();
    throw error;
  }
}

function startEntry(nowSeconds: number): AuditEntry {
  const subject = { kind: "server", id: "sluice" };
  const after = { version };
  return systemEntry({
    organization: FIRST_ORGANIZATION,
    action: "server.start",
    subject,
    after,
    nowSeconds,
  });
}

function retentionDays(config: Config["retention"]): RetentionDays {
  return {
    tokens: config.tokensDays,
    sessions: config.sessionsDays,
    decisions: config.decisionsDays,
    usage: config.usageDays,
    deliveries: config.deliveriesDays,
  };
}

/** Every way in: the TCP listeners and the folder's own socket. */
function doorsOf(listeners: Listeners, controlRequests: RequestSwitch): Doors {
  return {
    serve(composed) {
      listeners.serve(composed);
      controlRequests.serve(composed.handlerOf("all"));
    },
    async pause(spared) {
      await Promise.all([listeners.pause(spared), controlRequests.pause(spared)]);
    },
  };
}

/** The server is of use without the socket too: the command then needs the server's URL and a key. */
async function openControl(
  control: ControlSocket,
  dataDir: string,
  { handler }: RequestSwitch,
  log: Log,
): Promise<void> {
  try {
    await control.open(dataDir, handler);
  } catch (error) {
    log.warn(
      { event: "no-control-socket", err: error },
      "no control socket: the sluice command needs SLUICE_URL and SLUICE_API_KEY",
    );
  }
}
