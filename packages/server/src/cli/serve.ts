import type { Server } from "node:http";
import { type ComposedServer, composeServer } from "../compose.ts";
import type { Config } from "../config/config.ts";
import { readPlayerAssets } from "../embed/player-assets.ts";
import { createListener, listen, type RequestHandler } from "../http/listener.ts";
import { refuseBarely } from "../http/unreadable.ts";
import { createClock } from "../lib/clock.ts";
import { applicationsOf } from "../registry/from-config.ts";
import type { Log } from "../telemetry/log.ts";
import { ensureAdminKey } from "./admin-key.ts";
import { type ControlSocket, createControlSocket } from "./control-socket.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { drain } from "./drain.ts";
import { PlainFailure } from "./plain-failure.ts";
import { version } from "./version.ts";

const HIGH_WATER_MILLISECONDS = 5_000;

/** A server that answers. */
export interface RunningServer {
  readonly publicUrl: string;
  /** The admin key that this start has made, to be shown once. */
  readonly newAdminKey: string | undefined;
  /** What the operator must know about the keys of this folder; undefined when all is as it was. */
  readonly keyNotice: string | undefined;
  close(): Promise<void>;
}

/** Opens the data folder, listens and serves. Throws PlainFailure for what the operator can mend. */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  const folder = await openDataFolder(config);
  let handler: RequestHandler = (_request, response) => void response.writeHead(503).end();
  let refuse = refuseBarely;
  const listener = createListener(
    (request, response) => handler(request, response),
    (reason, ip) => refuse(reason, ip),
  );
  const control = createControlSocket();
  try {
    const port = await listenOn(listener, config);
    const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
    const clock = createClock({ notBeforeSeconds: await folder.store.highWaterSeconds() });
    const adminKey = await ensureAdminKey(folder, config, clock.nowSeconds());
    const composed = await composeServer({
      ...folder,
      clock,
      log,
      publicUrl,
      applications: applicationsOf(config),
      trustedProxies: config.trustedProxies,
      assets: readPlayerAssets(),
      version,
      localActor: control.actorOf,
    });
    handler = composed.handler;
    refuse = composed.refuseUnreadable;
    await openControl(control, config.dataDir, composed, log);
    const mark = (): Promise<void> => folder.store.setHighWaterSeconds(clock.nowSeconds());
    const timer = setInterval(() => void mark().catch(() => undefined), HIGH_WATER_MILLISECONDS);
    timer.unref();
    return {
      publicUrl,
      newAdminKey: adminKey.newKey,
      keyNotice: adminKey.notice,
      async close() {
        clearInterval(timer);
        await stop(listener, control, composed, folder);
      },
    };
  } catch (error) {
    listener.close();
    await folder.close();
    throw error;
  }
}

async function listenOn(listener: Server, config: Config): Promise<number> {
  try {
    return await listen(listener, { host: config.host, port: config.port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const where = `Port ${config.port} on ${config.host}`;
    const hint = "choose another with --port or SLUICE_PORT";
    if (code === "EADDRINUSE") throw new PlainFailure(`${where} is in use by another program; ${hint}.`);
    if (code === "EACCES") throw new PlainFailure(`${where} needs more rights than this user has; ${hint}.`);
    throw new PlainFailure(`${where} cannot be listened on: ${code || String(error)}.`);
  }
}

/** The server is of use without the socket too: the command then needs the server's URL and a key. */
async function openControl(
  control: ControlSocket,
  dataDir: string,
  { handler }: ComposedServer,
  log: Log,
): Promise<void> {
  try {
    await control.open(dataDir, handler);
  } catch (error) {
    log.warn({ err: error }, "no control socket: the sluice command needs SLUICE_URL and SLUICE_API_KEY");
  }
}

async function stop(
  listener: Server,
  control: ControlSocket,
  composed: ComposedServer,
  folder: DataFolder,
): Promise<void> {
  await Promise.all([drain(listener), control.close()]);
  await composed.close();
  await folder.close();
}
