import { segmentFiles } from "../http/media-folder.ts";
import { runLoad } from "../http/run-load.ts";
import { runWrk } from "../http/wrk.ts";
import { type Contender, compare, type Sample } from "../measure/compare.ts";
import type { Row, Section } from "../measure/report.ts";
import { type SegmentStage, withSegmentStage } from "../segments/segment-stage.ts";
import { type HttpBench, placement } from "./http-bench.ts";

const CONNECTIONS = 50;

type SegmentFile = (typeof segmentFiles)[number];

/** Somebody who serves a file: the name in the report, and the address of the file's folder; undefined: it is missing. */
type Server = readonly [name: string, root: string | undefined];

/** Suite 3: segments under one session, from memory and from an origin, beside nginx in four ways and a bare Node proxy. */
export function benchSegments(bench: HttpBench): Promise<Section> {
  return withSegmentStage(bench, async stage => {
    await requireChecks(stage);
    const before = stage.sluice.memory();
    const rows: Row[] = [];
    for (const file of segmentFiles) rows.push(...(await rowsOf(bench, stage, file)));
    return {
      title: "3. Segments, over HTTP",
      about: [
        `GET of a segment under the session of an access token.`,
        placement(bench),
        `${clientName(bench)}, ${CONNECTIONS} keep-alive connections, one file over and over. nginx: sendfile, no log.`,
        "Cold: the origin, an nginx beside the clients, is asked for each segment.",
      ],
      rows,
      notes: [`Sluice's memory: ${before} at start, ${stage.sluice.memory()} after the last round.`],
    };
  });
}

async function rowsOf(bench: HttpBench, stage: SegmentStage, file: SegmentFile): Promise<readonly Row[]> {
  const { nginx } = stage;
  const direct: Server = ["nginx, the same file", nginx?.plain];
  const asked: Server = ["nginx, Sluice asked by auth_request", nginx?.asked];
  const hashed: Server = ["nginx, one HMAC by njs, nothing checked", nginx?.hashed];
  const proxy: Server = ["bare Node proxy, undici dispatch, HMAC", stage.proxyRoot];
  const comparisons: readonly (readonly [Server, readonly Server[]])[] = [
    [
      [`segment of ${file.name}, from memory`, stage.memoryRoot],
      [direct, asked],
    ],
    [
      [`segment of ${file.name}, cold`, stage.coldRoot],
      [proxy, direct],
    ],
    [
      [`nginx with the handle checked by njs, ${file.name}`, nginx?.checked],
      [direct, hashed],
    ],
  ];
  const rows: Row[] = [];
  for (const [ours, peers] of comparisons) {
    const [first, ...others] = (
      await Promise.all([ours, ...peers].map(each => contenders(bench, file, each)))
    ).flat();
    if (ours[1] === undefined || first === undefined) continue;
    rows.push({ ...(await compare(bench.plan.rounds, first, others)), unit: "/s" });
  }
  return rows;
}

function clientName({ tools }: HttpBench): string {
  return tools.wrk === undefined
    ? "wrk is missing: own client, which is slower than nginx"
    : "wrk, one thread";
}

async function contenders(
  bench: HttpBench,
  file: SegmentFile,
  [name, root]: Server,
): Promise<readonly Contender[]> {
  if (root === undefined) return [];
  const url = root + file.file;
  await requireWhole(url, file);
  return [
    {
      name,
      async measure() {
        const sample = await fetchRepeatedly(bench, url);
        return { ...sample, megabytesPerSecond: (sample.perSecond * file.bytes) / 1e6 };
      },
    },
  ];
}

/** A rate of wrong answers would mean nothing. */
async function requireWhole(url: string, { bytes }: SegmentFile): Promise<void> {
  const answer = await fetch(url);
  const body = await answer.arrayBuffer();
  if (answer.status !== 200 || body.byteLength !== bytes) {
    throw new Error(`${answer.status} with ${body.byteLength} bytes instead of 200 with ${bytes}`);
  }
}

/** Nor would that of a server that lets everybody in. */
async function requireChecks({ memoryRoot, coldRoot, proxyRoot, nginx }: SegmentStage): Promise<void> {
  for (const root of [memoryRoot, coldRoot, proxyRoot, nginx?.asked, nginx?.checked]) {
    if (root === undefined) continue;
    const altered = root.replace(/(?<=\/s\/[^/]{30})./, character => (character === "A" ? "B" : "A"));
    const answer = await fetch(altered + segmentFiles[0].file);
    if (answer.status !== 403) throw new Error(`an altered handle was answered with ${answer.status}`);
  }
}

function fetchRepeatedly({ plan, tools }: HttpBench, url: string): Promise<Sample> {
  const seconds = plan.segmentSeconds;
  if (tools.wrk !== undefined) return runWrk(tools.wrk, { url, connections: CONNECTIONS, seconds });
  const { port, pathname } = new URL(url);
  const work = { kind: "repeat", path: pathname, milliseconds: seconds * 1000 } as const;
  return runLoad({ port: Number(port), connections: CONNECTIONS, work });
}
