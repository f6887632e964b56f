import type { Socket } from "node:net";
import type { Maintenance } from "../commands/maintenance/maintenance.ts";
import type { ComposedServer } from "../compose.ts";
import { createMaintenance } from "./copies/maintenance.ts";
import type { DataFolder } from "./data-folder.ts";

/** Where requests come in. */
export interface Doors {
  serve(composed: ComposedServer): void;
  /** Answers 503 until `serve`, and cuts what takes too long but for one connection. */
  pause(spared: Socket | undefined): Promise<void>;
}

/** The composed server behind the doors. It is composed again when its database has become another. */
export interface ServerSlot {
  /** Composes the server and lets requests in. */
  start(): Promise<void>;
  current(): ComposedServer;
  /** Closes the server, after an exchange that is under way. */
  close(): Promise<void>;
}

export interface ServerSlotOptions {
  readonly folder: DataFolder;
  readonly dataDir: string;
  readonly nowMilliseconds: () => number;
  readonly doors: Doors;
  readonly compose: (maintenance: Maintenance) => Promise<ComposedServer>;
  /** Hears of a database that cannot be opened again: this process is then of no use any more. */
  readonly lost: (error: unknown) => void;
}

export function createServerSlot(options: ServerSlotOptions): ServerSlot {
  const { folder, doors, lost } = options;
  let composed: ComposedServer | undefined;
  let exchanging: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<void> => {
    composed = await options.compose(maintenance);
    doors.serve(composed);
  };
  const current = (): ComposedServer => {
    if (!composed) throw new Error("there is no server yet");
    return composed;
  };
  const exchange = async <T>(work: () => Promise<T>, spared: Socket | undefined): Promise<T> => {
    await doors.pause(spared);
    await current().close();
    try {
      return await folder.withoutStore(work);
    } finally {
      await start().catch((error: unknown) => {
        lost(error);
        throw error;
      });
    }
  };
  const maintenance = createMaintenance({
    dataDir: options.dataDir,
    masterKey: folder.masterKey,
    nowMilliseconds: options.nowMilliseconds,
    withoutDatabase(work, spared) {
      const exchanged = exchange(work, spared);
      exchanging = exchanged.catch(() => undefined);
      return exchanged;
    },
  });

  return {
    start,
    current,
    async close() {
      await exchanging;
      await composed?.close();
    },
  };
}
