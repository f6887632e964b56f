import { segmentFiles } from "../http/media-folder.ts";
import { runLoad } from "../http/run-load.ts";
import { runWrk } from "../http/wrk.ts";
import { type Contender, compare, type Sample } from "../measure/compare.ts";
import type { Row, Section } from "../measure/report.ts";
import { type HttpBench, placement, type Servers, withServers } from "./http-bench.ts";

const CONNECTIONS = 50;

type SegmentFile = (typeof segmentFiles)[number];

/** Suite 3: segments under one session, beside plain nginx on the same files. */
export function benchSegments(bench: HttpBench): Promise<Section> {
  return withServers(bench, async servers => {
    const before = servers.sluice.memory();
    const root = await openSession(servers);
    const rows: Row[] = [];
    for (const file of segmentFiles) rows.push(await segmentRow(bench, servers, { file, root }));
    return {
      title: "3. Segments, over HTTP",
      about: [
        `GET of a segment under the session of an access token, from a folder.`,
        placement(bench),
        `${clientName(bench)}, ${CONNECTIONS} keep-alive connections, one file over and over. nginx: sendfile, no log.`,
      ],
      rows,
      notes: [`Sluice's memory: ${before} at start, ${servers.sluice.memory()} after the last round.`],
    };
  });
}

function clientName({ tools }: HttpBench): string {
  return tools.wrk === undefined
    ? "wrk is missing: own client, which is slower than nginx"
    : "wrk, one thread";
}

/** Enters once and returns the path under which the session's files are. */
async function openSession({ sluice }: Servers): Promise<string> {
  const [path = ""] = await sluice.entryPaths("access", 1);
  const playlist = await (await fetch(sluice.url + path)).text();
  const root = /\/s\/[^/]+\/bench\/load\//.exec(playlist)?.[0];
  if (root === undefined) throw new Error(`the entry named no session:\n${playlist}`);
  return root;
}

async function segmentRow(
  bench: HttpBench,
  { sluice, nginx }: Servers,
  { file, root }: { readonly file: SegmentFile; readonly root: string },
): Promise<Row> {
  const ours = await contender(bench, file, `segment of ${file.name}`, sluice.port, root + file.file);
  const peers = nginx
    ? [await contender(bench, file, "nginx, the same file", nginx.port, `/load/${file.file}`)]
    : [];
  return { ...(await compare(bench.plan.rounds, ours, peers)), unit: "/s" };
}

async function contender(
  bench: HttpBench,
  file: SegmentFile,
  name: string,
  port: number,
  path: string,
): Promise<Contender> {
  await requireWhole(`http://127.0.0.1:${port}${path}`, file);
  return {
    name,
    async measure() {
      const sample = await fetchRepeatedly(bench, port, path);
      return { ...sample, megabytesPerSecond: (sample.perSecond * file.bytes) / 1e6 };
    },
  };
}

/** A rate of wrong answers would mean nothing. */
async function requireWhole(url: string, { bytes }: SegmentFile): Promise<void> {
  const answer = await fetch(url);
  const body = await answer.arrayBuffer();
  if (answer.status !== 200 || body.byteLength !== bytes) {
    throw new Error(`${answer.status} with ${body.byteLength} bytes instead of 200 with ${bytes}`);
  }
}

function fetchRepeatedly({ plan, tools }: HttpBench, port: number, path: string): Promise<Sample> {
  const seconds = plan.segmentSeconds;
  if (tools.wrk !== undefined) {
    return runWrk(tools.wrk, { url: `http://127.0.0.1:${port}${path}`, connections: CONNECTIONS, seconds });
  }
  const work = { kind: "repeat", path, milliseconds: seconds * 1000 } as const;
  return runLoad({ port, connections: CONNECTIONS, work });
}
