import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSluice, type TestServer } from "../../e2e/support/sluice.ts";
import { type Asker, HOOK_SECRET, mediaMtxAsker, nginxRtmpAsker } from "../hooks/askers.ts";
import { type BareServer, startBareServer } from "../hooks/start-bare-server.ts";
import { freePort } from "../http/free-port.ts";
import { runLoad } from "../http/run-load.ts";
import { runWrk } from "../http/wrk.ts";
import { type Contender, compare } from "../measure/compare.ts";
import type { Row, Section } from "../measure/report.ts";
import { type HttpBench, placement } from "./http-bench.ts";

/** How often media servers ask in the measurement of latency. */
const PER_SECOND = 2_000;
/** The client is a fresh process each time, and slow in its first second. */
const WARM_UP_SECONDS = 1;
const CONNECTIONS = 32;
const script = fileURLToPath(new URL("../hooks/calls.lua", import.meta.url));

/** What is asked: ours and the server that decides nothing, each on the servers' core. */
interface Asked {
  readonly sluice: TestServer;
  readonly bare: BareServer;
  /** A folder for the questions of each round. */
  readonly folder: string;
}

/** Suite 6: questions of media servers, beside a server that answers a constant. */
export async function benchHooks(bench: HttpBench): Promise<Section> {
  return withServers(bench, async asked => {
    const rows: Row[] = [];
    for (const asker of [nginxRtmpAsker, mediaMtxAsker]) {
      for (const measure of [flood, steady]) {
        const contender = (who: Who): Contender => measure(bench, asked, asker, who);
        rows.push({
          ...(await compare(bench.plan.rounds, contender("sluice"), [contender("bare")])),
          unit: "/s",
        });
      }
    }
    return {
      title: "6. Hooks, over HTTP",
      about: [
        "A media server asks whether its clients may play, each question on a connection of its own, as media servers do. A new",
        "viewer is admitted and makes a session; on_update asks about one who is there. All must be allowed.",
        "The bare server is Node's own, which reads the same bodies and answers a constant.",
        placement(bench),
        `Flood: wrk, ${CONNECTIONS} questions at once. Steady: own client, ${PER_SECOND.toLocaleString("en")} questions a second on a schedule, the first second not counted.`,
      ],
      rows,
      notes: [],
    };
  });
}

type Who = "sluice" | "bare";

const bareName = "a bare server, the same questions";

function flood({ plan, tools }: HttpBench, asked: Asked, asker: Asker, who: Who): Contender {
  return {
    name: who === "bare" ? bareName : `flood, ${asker.name}`,
    async measure() {
      if (tools.wrk === undefined) throw new Error("wrk is missing: apt-get install wrk");
      const questions = await asker.questions(asked.sluice, plan.hookQuestions);
      const file = join(asked.folder, "questions");
      writeFileSync(file, questions.join("\n"));
      const isRepeating = who === "bare" ? "repeat" : "once";
      return runWrk(tools.wrk, {
        url: urlOf(asked, who) + asker.path,
        connections: CONNECTIONS,
        seconds: plan.hookSeconds,
        script: { file: script, args: [file, isRepeating, asker.contentType] },
      });
    },
  };
}

function steady({ plan }: HttpBench, asked: Asked, asker: Asker, who: Who): Contender {
  return {
    name: who === "bare" ? bareName : `steady, ${asker.name}`,
    async measure() {
      const { path, contentType } = asker;
      const bodies = await asker.questions(asked.sluice, PER_SECOND * (WARM_UP_SECONDS + plan.hookSeconds));
      const port = Number(new URL(urlOf(asked, who)).port);
      const work = {
        kind: "calls",
        path,
        contentType,
        bodies,
        perSecond: PER_SECOND,
        uncounted: PER_SECOND * WARM_UP_SECONDS,
      } as const;
      return runLoad({ port, connections: 1, work });
    },
  };
}

function urlOf({ sluice, bare }: Asked, who: Who): string {
  return who === "sluice" ? sluice.url : `http://127.0.0.1:${bare.port}`;
}

async function withServers<T>({ cores }: HttpBench, work: (asked: Asked) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-hooks-"));
  const bare = await startBareServer(cores);
  const sluice = await startSluice({ port: await freePort(), env: { SLUICE_HOOK_SECRET: HOOK_SECRET } });
  cores.takeServer(sluice.process.pid ?? 0);
  try {
    for (const asker of [mediaMtxAsker, nginxRtmpAsker]) await asker.begin(sluice);
    return await work({ sluice, bare, folder });
  } finally {
    await Promise.all([sluice.stop(), bare.stop()]);
    rmSync(folder, { recursive: true });
  }
}
