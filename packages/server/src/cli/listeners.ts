import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { ComposedServer } from "../compose.ts";
import type { Config } from "../config/config.ts";
import type { ListenAddress } from "../config/listen-address.ts";
import { createListener, listen } from "../http/listener.ts";
import type { ListenerRole } from "../http/listener-role.ts";
import { refuseBarely } from "../http/unreadable.ts";
import { drain } from "./drain.ts";
import { PlainFailure } from "./plain-failure.ts";
import { createRequestSwitch } from "./request-switch.ts";

/** The TCP listeners of a server; they answer 503 until they have something to serve. */
export interface Listeners {
  /** Of the public listener. */
  readonly port: number;
  /** Where the admin listener is reached from this machine; undefined when one listener serves all. */
  readonly adminUrl: string | undefined;
  serve(composed: ComposedServer): void;
  /** Answers 503 until `serve` is called again; what is under way has 2 s, and one connection all the time it needs. */
  pause(spared: Socket | undefined): Promise<void>;
  /** Takes no more connections; answers under way have 3 s. */
  close(): Promise<void>;
}

interface Listener {
  readonly server: Server;
  readonly address: ListenAddress;
  serve(composed: ComposedServer): void;
  pause(spared: Socket | undefined): Promise<void>;
}

/** Listens wherever the configuration says. Throws PlainFailure for what the operator can mend. */
export async function openListeners(config: Config): Promise<Listeners> {
  const { adminListen } = config;
  const hint = "choose another with --port or SLUICE_PORT";
  const main = await open(adminListen === undefined ? "all" : "public", config, hint);
  const admin = adminListen && (await openAdmin(adminListen, main));
  const all = admin === undefined ? [main] : [main, admin];
  return {
    port: main.address.port,
    adminUrl: admin && urlOf(admin.address),
    serve(composed) {
      for (const listener of all) listener.serve(composed);
    },
    async pause(spared) {
      await Promise.all(all.map(listener => listener.pause(spared)));
    },
    async close() {
      await Promise.all(all.map(({ server }) => drain(server)));
    },
  };
}

async function openAdmin(address: ListenAddress, main: Listener): Promise<Listener> {
  try {
    return await open("admin", address, "choose another with --admin-listen or SLUICE_ADMIN_LISTEN");
  } catch (error) {
    await drain(main.server);
    throw error;
  }
}

async function open(role: ListenerRole, { host, port }: ListenAddress, hint: string): Promise<Listener> {
  const requests = createRequestSwitch();
  let refuse = refuseBarely;
  const server = createListener(requests.handler, (reason, ip) => refuse(reason, ip));
  return {
    server,
    address: { host, port: await listenOn(server, { host, port }, hint) },
    serve(composed) {
      requests.serve(composed.handlerOf(role));
      refuse = composed.refuseUnreadable;
    },
    async pause(spared) {
      refuse = refuseBarely;
      await requests.pause(spared);
    },
  };
}

async function listenOn(server: Server, { host, port }: ListenAddress, hint: string): Promise<number> {
  try {
    return await listen(server, { host, port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const where = `Port ${port} on ${host}`;
    if (code === "EADDRINUSE") throw new PlainFailure(`${where} is in use by another program; ${hint}.`);
    if (code === "EACCES") throw new PlainFailure(`${where} needs more rights than this user has; ${hint}.`);
    throw new PlainFailure(`${where} cannot be listened on: ${code || String(error)}.`);
  }
}

function urlOf({ host, port }: ListenAddress): string {
  const anyAddress = host === "0.0.0.0" || host === "::";
  return `http://${anyAddress ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
