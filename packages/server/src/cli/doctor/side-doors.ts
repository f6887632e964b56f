import type { MediaServerKind } from "../../declarations/media-server.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { reachablePlaces } from "./examine/own-places.ts";
import type { ProbeReply } from "./examine/probe.ts";
import { type TriedServer, triedServers } from "./examine/tried-servers.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

type Subject = Pick<LocalServer, "system" | "config" | "probe">;

type Answered = Extract<ProbeReply, { status: number }>;

/** Where a server hands media out by itself. */
interface SideDoor {
  readonly port: number;
  /** A name that no stream has. */
  readonly path: string;
  readonly what: string;
  /** Whether the server's own HTTP side has answered. */
  readonly isIt: (reply: Answered) => boolean;
  /** True when that is told by more than the path: then it is looked for without being configured. Default true. */
  readonly isUnmistakable?: boolean | undefined;
  readonly change: string;
}

const serverIs = (word: RegExp) => (reply: Answered) => word.test(String(reply.headers.server ?? ""));
/** Where a server is looked for whose API is not configured. */
const THIS_MACHINE = "http://127.0.0.1";
const GATEWAY = "and serve HLS through Sluice's gateway (docs/gateway.md)";

const DOORS: Readonly<Partial<Record<MediaServerKind, readonly SideDoor[]>>> = {
  mediamtx: [
    {
      port: 8888,
      path: "/sluice-doctor/index.m3u8",
      what: "HLS, which is asked about once per viewer,",
      isIt: serverIs(/mediamtx/i),
      change: `Set hlsAddress: 127.0.0.1:8888 in mediamtx.yml ${GATEWAY}.`,
    },
  ],
  srs: ["/live/sluice-doctor.m3u8", "/live/sluice-doctor-0.ts"].map(path => ({
    port: 8080,
    path,
    what: path.endsWith(".ts") ? "Segments (.ts), which nobody is asked about," : "HLS",
    isIt: serverIs(/srs/i),
    change: `Set http_server { listen 127.0.0.1:8080; } in srs.conf, hls_ctx off and hls_ts_ctx off, ${GATEWAY}.`,
  })),
  "nginx-rtmp": [
    {
      port: 80,
      path: "/hls/",
      what: "The folder /hls, which nobody is asked about,",
      // 404: there is no such location. 401: somebody is asked about it.
      isIt: reply => serverIs(/nginx/i)(reply) && ![401, 404].includes(reply.status) && reply.status < 500,
      isUnmistakable: false,
      change: `Let only 127.0.0.1 reach /hls in nginx.conf (deploy/nginx-rtmp/nginx.conf) ${GATEWAY}.`,
    },
  ],
  zlmediakit: [
    {
      port: 80,
      path: "/live/sluice-doctor/hls.m3u8",
      what: "HLS, whose segments nobody is asked about without on_http_access,",
      isIt: serverIs(/zlmediakit/i),
      change: `Set port=… in [http] of config.ini to one that only this machine reaches, ${GATEWAY}.`,
    },
  ],
};

/** Do media servers hand out by themselves what Sluice guards? */
export const sideDoors: DoctorCheck<Subject> = {
  name: "side-doors",
  async look(subject) {
    const found = await Promise.all(triedServers(subject.config).map(server => lookAt(server, subject)));
    const findings = found.flat();
    return findings.length > 0 ? findings : [ok("No media server's own HTTP port was found open.")];
  },
};

async function lookAt(server: TriedServer, { system, probe }: Subject): Promise<readonly Finding[]> {
  const { name, kind, api, isConfigured } = server;
  const { hosts, isLoopback } = reachablePlaces(api?.url ?? THIS_MACHINE, system.ownAddresses());
  const doors = (DOORS[kind] ?? []).filter(({ isUnmistakable }) => isConfigured || isUnmistakable !== false);
  const tried = doors.flatMap(door => hosts.map(host => ({ door, host })));
  const found = await Promise.all(
    tried.map(async ({ door, host }): Promise<readonly Finding[]> => {
      const reply = await probe(`http://${host}:${door.port}${door.path}`);
      if (!("status" in reply) || !door.isIt(reply)) return [];
      const sentence = `${door.what} of ${name} answers at ${host}:${door.port}, past Sluice.`;
      // Another machine's port may be open to this one alone, and a server that nobody has named may ask nothing here.
      return [isLoopback && isConfigured ? fail(sentence, door.change) : warn(sentence, door.change)];
    }),
  );
  return found.flat();
}
