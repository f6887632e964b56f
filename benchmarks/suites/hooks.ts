import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSluice, type TestServer } from "../../e2e/support/sluice.ts";
import { HOOK_PATH, HOOK_SECRET, newQuestions, publishStream } from "../hooks/questions.ts";
import { type BareServer, startBareServer } from "../hooks/start-bare-server.ts";
import { freePort } from "../http/free-port.ts";
import { runLoad } from "../http/run-load.ts";
import { runWrk } from "../http/wrk.ts";
import { type Contender, compare, type Sample } from "../measure/compare.ts";
import type { Section } from "../measure/report.ts";
import { type HttpBench, placement } from "./http-bench.ts";

/** How often media servers ask in the measurement of latency. */
const PER_SECOND = 2_000;
const CONNECTIONS = 32;
const script = fileURLToPath(new URL("../hooks/calls.lua", import.meta.url));

/** What is asked: ours and the server that decides nothing, each on the servers' core. */
interface Asked {
  readonly sluice: TestServer;
  readonly bare: BareServer;
  /** A folder for the questions of each round. */
  readonly folder: string;
}

/** Suite 6: questions of a media server, beside a server that answers a constant. */
export async function benchHooks(bench: HttpBench): Promise<Section> {
  const { plan } = bench;
  return withServers(bench, async asked => {
    const flood = await compare(plan.rounds, flooded(bench, asked), [flooded(bench, asked, "bare")]);
    const steady = await compare(plan.rounds, paced(bench, asked), [paced(bench, asked, "bare")]);
    return {
      title: "6. Hooks, over HTTP",
      about: [
        "MediaMTX asks whether a client may play: each question from a client that has not asked before, on a connection",
        "of its own, as MediaMTX does. One in ten spends a one-time token, the others come from shared links; each is admitted",
        "and makes a session. The bare server is Node's own, which reads the same bodies and answers a constant.",
        placement(bench),
      ],
      rows: [
        { ...flood, unit: "/s" },
        { ...steady, unit: "/s" },
      ],
      notes: [],
    };
  });
}

function flooded(bench: HttpBench, asked: Asked, who: "sluice" | "bare" = "sluice"): Contender {
  return {
    name: who === "bare" ? "a bare server, the same questions" : `answers, ${CONNECTIONS} questions at once`,
    async measure() {
      const questions = await newQuestions(asked.sluice, bench.plan.hookQuestions);
      return flood(bench, asked, who, questions);
    },
  };
}

async function flood(
  { plan, tools }: HttpBench,
  asked: Asked,
  who: "sluice" | "bare",
  questions: readonly string[],
): Promise<Sample> {
  if (tools.wrk === undefined) throw new Error("wrk is missing: apt-get install wrk");
  const file = join(asked.folder, "questions");
  writeFileSync(file, questions.join("\n"));
  return runWrk(tools.wrk, {
    url: urlOf(asked, who) + HOOK_PATH,
    connections: CONNECTIONS,
    seconds: plan.hookSeconds,
    script: { file: script, args: [file] },
  });
}

function paced({ plan }: HttpBench, asked: Asked, who: "sluice" | "bare" = "sluice"): Contender {
  return {
    name:
      who === "bare" ? "a bare server, the same questions" : `answers to ${PER_SECOND} questions a second`,
    async measure() {
      const bodies = await newQuestions(asked.sluice, PER_SECOND * plan.hookSeconds);
      const port = Number(new URL(urlOf(asked, who)).port);
      const work = { kind: "calls", path: HOOK_PATH, bodies, perSecond: PER_SECOND } as const;
      return runLoad({ port, connections: 1, work });
    },
  };
}

function urlOf({ sluice, bare }: Asked, who: "sluice" | "bare"): string {
  return who === "sluice" ? sluice.url : `http://127.0.0.1:${bare.port}`;
}

async function withServers<T>({ cores }: HttpBench, work: (asked: Asked) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-hooks-"));
  const bare = await startBareServer(cores);
  const sluice = await startSluice({ port: await freePort(), env: { SLUICE_HOOK_SECRET: HOOK_SECRET } });
  cores.takeServer(sluice.process.pid ?? 0);
  try {
    await publishStream(sluice);
    return await work({ sluice, bare, folder });
  } finally {
    await Promise.all([sluice.stop(), bare.stop()]);
    rmSync(folder, { recursive: true });
  }
}
