import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_KEY } from "../../e2e/support/sluice.ts";
import { runLoad } from "../http/run-load.ts";
import { type BenchedServer, startBenchedServer } from "../http/sluice-server.ts";
import { type ListingDocument, listAddresses } from "../lists/list-addresses.ts";
import { seedStore } from "../lists/seed-store.ts";
import type { Sample } from "../measure/compare.ts";
import { figureOf } from "../measure/figure.ts";
import type { Section } from "../measure/report.ts";
import type { HttpBench } from "./http-bench.ts";

const CONNECTIONS = 32;
const ENTRIES_PER_SECOND = 500;
/** What the operator was promised for each list. */
const BOUND_MILLISECONDS = 200;
/** Slowest lists that the report names. */
const NAMED = 5;

/** Suite 4: lists and filters over a large database, beside entries that must not notice. */
export async function benchLists(bench: HttpBench): Promise<Section> {
  const { plan, media, cores } = bench;
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-lists-"));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir, { mode: 0o700 });
  try {
    await seedStore(join(dataDir, "sluice.db"), plan.lists);
    const server = await startBenchedServer(media.configFile, cores, dataDir);
    try {
      return await measureLists(bench, server);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureLists({ plan }: HttpBench, server: BenchedServer): Promise<Section> {
  const document: ListingDocument = await (await fetch(`${server.url}/v1/openapi.json`)).json();
  const addresses = listAddresses(document);
  const alone = await pacedEntries(server, plan.listSeconds);
  const lists = createListClient(server.url, addresses);
  const beside = await Promise.all([pacedEntries(server, plan.listSeconds), lists.run(plan.listSeconds)]);
  const slow = lists.p95s().toSorted((left, right) => right.p95 - left.p95);
  const over = slow.filter(({ p95 }) => p95 >= BOUND_MILLISECONDS).length;
  const { tokens, sessions, decisions } = plan.lists;
  return {
    title: "4. Lists and filters over a large database",
    about: [
      `${whole(tokens)} tokens, ${whole(sessions)} running sessions, ${whole(decisions)} decisions. ${addresses.length} addresses: every list that the OpenAPI`,
      `document has, with each of its filters, one after another, while ${ENTRIES_PER_SECOND} entries a second arrive on a schedule`,
      `(latency from the moment an entry was due).`,
    ],
    rows: [],
    notes: [
      `lists answered: ${whole(lists.answered())}; over ${BOUND_MILLISECONDS} ms at p95: ${over} of ${addresses.length}`,
      ...slow
        .slice(0, NAMED)
        .map(({ address, p95 }) => `  slowest: p95 ${p95.toFixed(1).padStart(6)} ms  ${address}`),
      `entries alone:        ${entryLine(alone)}`,
      `entries beside lists: ${entryLine(beside[0])}`,
    ],
  };
}

async function pacedEntries(server: BenchedServer, seconds: number): Promise<Sample> {
  const paths = await server.entryPaths("one-time", seconds * ENTRIES_PER_SECOND);
  return runLoad({
    port: server.port,
    connections: CONNECTIONS,
    work: { kind: "paced", paths, perSecond: ENTRIES_PER_SECOND },
  });
}

/** Asks for every address in turn. Throws on any answer that is no list: its time would mean nothing. */
function createListClient(url: string, addresses: readonly string[]) {
  const taken = new Map<string, number[]>(addresses.map(address => [address, []]));
  const ask = async (address: string): Promise<void> => {
    const since = performance.now();
    const response = await fetch(url + address, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
    await response.text();
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
    taken.get(address)?.push(performance.now() - since);
  };
  return {
    async run(seconds: number): Promise<void> {
      const until = performance.now() + seconds * 1000;
      // At least twice each, however short the run.
      for (let round = 0; round < 2 || performance.now() < until; round += 1) {
        for (const address of addresses) await ask(address);
      }
    },
    answered: () => [...taken.values()].reduce((sum, times) => sum + times.length, 0),
    p95s: () => [...taken].map(([address, times]) => ({ address, p95: p95(times) })),
  };
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? figureOf(times).highest;
}

function entryLine({ perSecond, p50Milliseconds = 0, p99Milliseconds = 0 }: Sample): string {
  return `${whole(perSecond)} /s  p50 ${p50Milliseconds.toFixed(2)} ms  p99 ${p99Milliseconds.toFixed(1)} ms`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
