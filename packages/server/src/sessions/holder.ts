import { type ClientFacts, type Holder, parseAddress, prefixOf } from "@sluice/policy";
import { outsideText } from "../lib/redact.ts";

/** Agents seen lately with their kept form: taking credentials out is dear, and players repeat themselves. */
const AGENT_MEMORY = 1_000;
const LONGEST_REMEMBERED = 1_000;
const keptAgents = new Map<string, string>();

/** The holder that a client's facts describe: its exact agent, and the prefix of the family it came by. */
export function observeHolder(client: Pick<ClientFacts, "ip" | "userAgent">): Holder {
  const address = client.ip === undefined ? undefined : parseAddress(client.ip);
  const prefix = address && prefixOf(address);
  return {
    agent: keptAgent(client.userAgent ?? ""),
    prefix4: address?.family === 4 ? prefix : undefined,
    prefix6: address?.family === 6 ? prefix : undefined,
  };
}

/** The agent as it is stored: whatever a client hides in it, no credential reaches the disk. */
function keptAgent(agent: string): string {
  // No player's agent is so long: a memory of a thousand such would be a quarter of a gigabyte.
  if (agent.length > LONGEST_REMEMBERED) return outsideText(agent);
  const known = keptAgents.get(agent);
  if (known !== undefined) return known;
  const kept = outsideText(agent);
  if (keptAgents.size >= AGENT_MEMORY) keptAgents.clear();
  keptAgents.set(agent, kept);
  return kept;
}
