import { runLoad } from "../http/run-load.ts";
import { type Contender, compare } from "../measure/compare.ts";
import type { Section } from "../measure/report.ts";
import { type HttpBench, placement, type Servers, withServers } from "./http-bench.ts";

const CONNECTIONS = 32;
/** nginx answers so much faster that as many requests as entries would be over at once. */
const NGINX_REQUESTS_PER_ENTRY = 10;

/** Suite 2: whole entries over HTTP, each with a fresh one-time token, beside the same playlist as a plain file. */
export function benchEntries(bench: HttpBench): Promise<Section> {
  return withServers(bench, async servers => {
    const { plan } = bench;
    const before = servers.sluice.memory();
    const comparison = await compare(plan.rounds, entries(bench, servers), playlists(bench, servers));
    const count = plan.entries * (plan.rounds + 1);
    return {
      title: "2. Entries, over HTTP",
      about: [
        `GET of an HLS entry with a fresh one-time token: check, read the playlist, admit, rewrite, answer.`,
        placement(bench),
        `Own client, ${CONNECTIONS} keep-alive connections; each answer must be a 200. ${plan.entries} entries a round.`,
      ],
      rows: [{ ...comparison, unit: "/s" }],
      notes: [
        `Sluice's memory: ${before} at start, ${servers.sluice.memory()} with ${count.toLocaleString("en")} sessions live.`,
      ],
    };
  });
}

function entries({ plan }: HttpBench, { sluice }: Servers): Contender {
  return {
    name: "entry with a fresh one-time token",
    async measure() {
      const paths = await sluice.entryPaths("one-time", plan.entries);
      return runLoad({ port: sluice.port, connections: CONNECTIONS, work: { kind: "once-each", paths } });
    },
  };
}

function playlists({ plan }: HttpBench, { nginx }: Servers): readonly Contender[] {
  if (!nginx) return [];
  const paths = Array<string>(plan.entries * NGINX_REQUESTS_PER_ENTRY).fill("/load/index.m3u8");
  const work = { kind: "once-each", paths } as const;
  return [
    {
      name: "nginx, the same playlist as a file",
      measure: () => runLoad({ port: nginx.port, connections: CONNECTIONS, work }),
    },
  ];
}
