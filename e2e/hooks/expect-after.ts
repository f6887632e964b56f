import { expect } from "vitest";
import type { Flow } from "./flow.ts";
import type { Expected } from "./read-sequences.ts";

interface ListedSession {
  readonly status: string;
  readonly action: string;
  readonly protocol: string | null;
  readonly end_reason: string | null;
}

const PATIENCE = { timeout: 3_000, interval: 25 } as const;

/** Waits until everything holds that a step leaves behind; fails after 3 s. */
export async function expectAfter(flow: Flow, expected: Expected): Promise<void> {
  const wanted = Object.keys(expected);
  await expect.poll(async () => pick(await stateOf(flow, expected), wanted), PATIENCE).toEqual(expected);
}

/** The same members as `Expected`, as they are now. */
async function stateOf(flow: Flow, expected: Expected): Promise<Readonly<Record<string, unknown>>> {
  const { sluice, stream } = flow;
  const sessions = await sluice.api("GET", `/v1/sessions?limit=100&stream=${stream}`);
  const decisions = await sluice.api("GET", `/v1/decisions?limit=1&stream=${stream}`);
  const all = sessions.body.items as readonly ListedSession[];
  const live = all.filter(({ status }) => status === "live");
  const [newest] = decisions.body.items as readonly { readonly reason: string | null }[];
  return {
    sessions: live.length,
    actions: live.map(({ action }) => action).toSorted(),
    protocols: live.map(({ protocol }) => protocol ?? "").toSorted(),
    uses: await tokensNow(flow, "uses", Object.keys(expected.uses ?? {})),
    status: await tokensNow(flow, "status", Object.keys(expected.status ?? {})),
    ended: all.find(({ status }) => status === "ended")?.end_reason,
    reason: newest?.reason,
  };
}

async function tokensNow(
  { sluice, tokens }: Flow,
  field: string,
  names: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const entries: [string, unknown][] = [];
  for (const name of names) {
    const { body } = await sluice.api("GET", `/v1/tokens/${tokens.get(name)?.id}`);
    entries.push([name, body[field]]);
  }
  return Object.fromEntries(entries);
}

function pick(state: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  return Object.fromEntries(names.map(name => [name, state[name]]));
}
