import type { Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ComposedServer } from "../compose.ts";
import type { Config } from "../config/config.ts";
import type { ListenAddress } from "../config/listen-address.ts";
import { createListener, listen } from "../http/listener.ts";
import type { ListenerRole } from "../http/listener-role.ts";
import type { TlsCertificates } from "../http/tls-certificates.ts";
import { refuseBarely } from "../http/unreadable.ts";
import { drain } from "./drain.ts";
import type { InheritedSockets } from "./inherited-sockets.ts";
import { PlainFailure } from "./plain-failure.ts";
import { createRequestSwitch } from "./request-switch.ts";

/** The TCP listeners of a server; requests wait until they have something to serve. */
export interface Listeners {
  /** Of the public listener. */
  readonly port: number;
  /** Where the admin listener is reached from this machine; undefined when one listener serves all. */
  readonly adminUrl: string | undefined;
  serve(composed: ComposedServer): void;
  /** Answers 503 until `serve` is called again; what is under way has 2 s, and one connection all the time it needs. */
  pause(spared: Socket | undefined): Promise<void>;
  /** Takes no more connections; answers under way have 3 s, unless it is said otherwise. */
  close(patienceMilliseconds?: number): Promise<void>;
}

/**
 * A connection that is closed between two requests loses the one that is on its way. Before that, clients that keep theirs have
 * so long to be told with an answer to go elsewhere for the next.
 */
const PARTING_MILLISECONDS = 150;

interface Listener {
  readonly address: ListenAddress;
  serve(composed: ComposedServer): void;
  pause(spared: Socket | undefined): Promise<void>;
  close(patienceMilliseconds?: number): Promise<void>;
}

/** Where one listener listens, and how it says that it cannot. */
interface Place {
  readonly role: ListenerRole;
  readonly address: ListenAddress;
  /** The descriptor of a socket that this process was handed: it listens there, whatever the address says. */
  readonly inherited: number | undefined;
  readonly hint: string;
  /** Undefined: plain HTTP. */
  readonly certificates: TlsCertificates | undefined;
}

/**
 * Listens wherever the configuration says, or on the sockets that were handed over. Throws PlainFailure for what the operator
 * can mend.
 */
export async function openListeners(
  config: Config,
  inherited: InheritedSockets,
  certificates?: TlsCertificates | undefined,
): Promise<Listeners> {
  const { adminListen, host, port } = config;
  const main = await open({
    role: adminListen === undefined ? "all" : "public",
    address: { host, port },
    inherited: inherited.main,
    hint: "choose another with --port or SLUICE_PORT",
    certificates,
  });
  const admin =
    adminListen &&
    (await openAdmin({ address: adminListen, inherited: inherited.admin, certificates }, main));
  const all = admin === undefined ? [main] : [main, admin];
  return {
    port: main.address.port,
    adminUrl: admin && urlOf(admin.address, certificates !== undefined),
    serve(composed) {
      for (const listener of all) listener.serve(composed);
    },
    async pause(spared) {
      await Promise.all(all.map(listener => listener.pause(spared)));
    },
    async close(patienceMilliseconds) {
      await Promise.all(all.map(listener => listener.close(patienceMilliseconds)));
    },
  };
}

async function openAdmin(
  place: Pick<Place, "address" | "inherited" | "certificates">,
  main: Listener,
): Promise<Listener> {
  const hint = "choose another with --admin-listen or SLUICE_ADMIN_LISTEN";
  try {
    return await open({ ...place, role: "admin", hint });
  } catch (error) {
    await main.close();
    throw error;
  }
}

async function open(place: Place): Promise<Listener> {
  const { role, address } = place;
  const requests = createRequestSwitch();
  let refuse = refuseBarely;
  const server = createListener(requests.handler, (reason, ip) => refuse(reason, ip), place.certificates);
  return {
    address: { ...address, port: await listenOn(server, place) },
    serve(composed) {
      requests.serve(composed.handlerOf(role));
      refuse = composed.refuseUnreadable;
    },
    async pause(spared) {
      refuse = refuseBarely;
      await requests.pause(spared);
    },
    async close(patienceMilliseconds) {
      requests.partWithClients();
      if (await hasConnections(server)) await sleep(PARTING_MILLISECONDS);
      await drain(server, patienceMilliseconds);
    },
  };
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise(resolve => server.getConnections((_error, count) => resolve(count > 0)));
}

async function listenOn(
  server: Server,
  { address: { host, port }, inherited, hint }: Place,
): Promise<number> {
  try {
    return await listen(server, inherited === undefined ? { host, port } : { fd: inherited });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (inherited !== undefined) {
      throw new PlainFailure(
        `LISTEN_FDS hands over descriptor ${inherited}, which is no socket to listen on: ${code}.`,
      );
    }
    const where = `Port ${port} on ${host}`;
    if (code === "EADDRINUSE") throw new PlainFailure(`${where} is in use by another program; ${hint}.`);
    if (code === "EACCES") throw new PlainFailure(`${where} needs more rights than this user has; ${hint}.`);
    throw new PlainFailure(`${where} cannot be listened on: ${code || String(error)}.`);
  }
}

function urlOf({ host, port }: ListenAddress, isSecure: boolean): string {
  const anyAddress = host === "0.0.0.0" || host === "::";
  const name = anyAddress ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `${isSecure ? "https" : "http"}://${name}:${port}`;
}
