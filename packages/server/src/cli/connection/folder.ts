import { existsSync } from "node:fs";
import { DATABASE_TYPE } from "../../api/schemas/maintenance.ts";
import type { Maintenance } from "../../commands/maintenance/maintenance.ts";
import { mediaServersOf } from "../../compose/media-servers.ts";
import { type ComposedServer, composeServer } from "../../compose.ts";
import type { Config } from "../../config/config.ts";
import { localUrl } from "../../config/local-url.ts";
import { masterKeyFile } from "../../keys/master-key.ts";
import { isAnotherMasterKey } from "../../keys/master-key-check.ts";
import { type Clock, createClock } from "../../lib/clock.ts";
import { createLog } from "../../telemetry/log.ts";
import { type DataFolder, openDataFolder } from "../data-folder.ts";
import { owner } from "../owner.ts";
import { PlainFailure } from "../plain-failure.ts";
import { createServerSlot } from "../server-slot.ts";
import { version } from "../version.ts";
import { type Connection, pathOf } from "./connection.ts";

/**
 * The same routes without a server: opens the data folder for this process and composes a server that does not
 * listen. Throws PlainFailure when the folder cannot be used; its cause is FolderInUse when a server has it.
 */
export async function connectToFolder(config: Config, name: string): Promise<Connection> {
  requireMasterKey(config);
  const folder = await openDataFolder(config);
  try {
    if (await isAnotherMasterKey(folder.store, folder.masterKey)) throw wrongMasterKey(config);
    return await openApi(config, folder, name);
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function openApi(config: Config, folder: DataFolder, name: string): Promise<Connection> {
  const clock = createClock({ notBeforeSeconds: await folder.store.highWaterSeconds() });
  const slot = createServerSlot({
    folder,
    dataDir: config.dataDir,
    nowMilliseconds: clock.nowMilliseconds,
    compose: maintenance => composeForCommand(config, folder, clock, maintenance),
    // Nothing listens: whoever calls is this process.
    doors: { serve: () => undefined, pause: async () => undefined },
    lost: () => undefined,
  });
  await slot.start();
  return {
    kind: "folder",
    name,
    async call(call) {
      const payload = call.body === undefined ? {} : { payload: JSON.stringify(call.body) };
      const headers = call.body === undefined ? {} : { "content-type": "application/json" };
      const reply = await slot.current().api.inject({
        method: call.method,
        url: pathOf(call),
        headers,
        ...payload,
      });
      return { status: reply.statusCode, text: reply.payload };
    },
    async transfer(call) {
      const reply = await slot.current().api.inject({
        method: call.method,
        url: pathOf(call),
        payloadAsStream: true,
        ...(call.file === undefined
          ? {}
          : { headers: { "content-type": DATABASE_TYPE }, payload: call.file }),
      });
      return { status: reply.statusCode, content: reply.stream() };
    },
    async close() {
      await slot.close();
      await folder.close();
    },
  };
}

function composeForCommand(
  config: Config,
  folder: DataFolder,
  clock: Clock,
  maintenance: Maintenance,
): Promise<ComposedServer> {
  return composeServer({
    ...folder,
    clock,
    log: createLog("error"),
    publicUrl: config.publicUrl ?? localUrl({ port: config.port, isSecure: config.tlsCert !== undefined }),
    file: config.declared,
    trustedProxies: config.trustedProxies,
    claims: config,
    servers: mediaServersOf(config, folder.masterKey),
    edges: config.edges,
    assets: { files: new Map() },
    version,
    localActor: () => owner,
    deliversWebhooks: false,
    maintenance,
  });
}

/** API keys made under it would not work, and the audit log's seals would be wrong. */
function wrongMasterKey({ masterKey, dataDir }: Config): PlainFailure {
  const what = masterKey ? "SLUICE_MASTER_KEY" : masterKeyFile(dataDir);
  return new PlainFailure(
    `The master key of ${what} is not the one of the last start: give this command the server's.`,
  );
}

/** A key made here would not be the one that the server has been given and that made the sessions' handles. */
function requireMasterKey({ masterKey, dataDir }: Config): void {
  const file = masterKeyFile(dataDir);
  if (masterKey || existsSync(file)) return;
  throw new PlainFailure(
    `The master key is missing: set SLUICE_MASTER_KEY as for the server, or bring ${file} back.`,
  );
}
