import { plainAddress } from "../../http/client-address.ts";
import type { OpenEvent } from "../media-server-hook.ts";
import type { FoundServer } from "./find-server.ts";

/** The client's address, where it is believed. What is not believed is not known: limits of addresses then refuse. */
export function believedAddress(
  { hook, server }: Pick<FoundServer, "hook" | "server">,
  { client }: Pick<OpenEvent, "client">,
): string | undefined {
  const isBelieved = server.trustsClientAddress || hook.knowsSocketAddress === true;
  return isBelieved ? plainAddress(client.ip) : undefined;
}
