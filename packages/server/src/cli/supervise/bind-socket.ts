import { lookup } from "node:dns/promises";
import * as net from "node:net";
import { getSystemErrorName } from "node:util";
import type { ListenAddress } from "../../config/listen-address.ts";
import { PlainFailure } from "../plain-failure.ts";

/** A TCP socket with an address. It listens from the first process on that listens on it, and as long as this one lives. */
export interface BoundSocket {
  /** To be handed to other processes. */
  readonly descriptor: number;
}

interface Handle {
  readonly fd: number;
  /** Also tells what has gone wrong at the bind: 0, or a system error's negative number. */
  getsockname(into: object): number;
}

/**
 * Takes an address without listening or accepting: whoever accepts here would have to pass connections on. `net` exports this
 * under an underscore, for its own `cluster`; nothing documented does it. Throws PlainFailure for what the operator can mend.
 */
export async function bindSocket({ host, port }: ListenAddress): Promise<BoundSocket> {
  const { address, family } = await lookup(host).catch(() => {
    throw new PlainFailure(`The host ${host} is not known here; choose another with --host or SLUICE_HOST.`);
  });
  const make: unknown = Reflect.get(net, "_createServerHandle");
  if (typeof make !== "function") {
    throw new PlainFailure(
      "This Node cannot hand sockets over: use systemd's (deploy/systemd), or start without --supervised.",
    );
  }
  const made: unknown = make(address, port, family);
  if (!isHandle(made)) throw cannotBind({ host, port }, Number(made));
  const fault = made.getsockname({});
  if (fault !== 0) throw cannotBind({ host, port }, fault);
  // The handle is kept with the descriptor: it closes the socket when nobody refers to it any more.
  return {
    get descriptor() {
      return made.fd;
    },
  };
}

function isHandle(made: unknown): made is Handle {
  return typeof made === "object" && made !== null && "fd" in made && "getsockname" in made;
}

function cannotBind({ host, port }: ListenAddress, fault: number): PlainFailure {
  const code = fault < 0 ? getSystemErrorName(fault) : String(fault);
  const where = `Port ${port} on ${host}`;
  if (code === "EADDRINUSE") return new PlainFailure(`${where} is in use by another program.`);
  if (code === "EACCES") return new PlainFailure(`${where} needs more rights than this user has.`);
  return new PlainFailure(`${where} cannot be listened on: ${code}.`);
}
