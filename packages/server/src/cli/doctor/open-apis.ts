import type { MediaServerKind } from "../../declarations/media-server.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { reachablePlaces } from "./examine/own-places.ts";
import type { ProbeReply } from "./examine/probe.ts";
import { type TriedServer, triedServers } from "./examine/tried-servers.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

type Subject = Pick<LocalServer, "system" | "config" | "probe">;

/** One way to use a server's API without credentials. */
interface OpenDoor {
  /** Below the API's address. */
  readonly path: string;
  /** Where it is on this machine unless the server is told otherwise; undefined: nowhere in particular. */
  readonly shippedUrl?: string | undefined;
  /** Whether an answer is the API's own, given to a stranger. */
  readonly isOpen: (reply: Extract<ProbeReply, { status: number }>) => boolean;
  readonly change: string;
}

const DOORS: Readonly<Partial<Record<MediaServerKind, OpenDoor>>> = {
  mediamtx: {
    path: "/v3/paths/list",
    shippedUrl: "http://127.0.0.1:9997",
    isOpen: ({ status, text }) => status === 200 && text.includes('"items"'),
    change: "Set authMethod: http and authHTTPExclude: [] in mediamtx.yml, and apiAddress: 127.0.0.1:9997.",
  },
  srs: {
    path: "/api/v1/clients/?start=0&count=1",
    shippedUrl: "http://127.0.0.1:1985",
    isOpen: ({ status, text }) => status === 200 && /"code"\s*:\s*0\b/.test(text),
    change:
      "Set http_api { listen 127.0.0.1:1985; auth { enabled on; username …; password …; } } in srs.conf.",
  },
  "nginx-rtmp": {
    path: "/stat",
    isOpen: ({ status, text }) => status === 200 && text.includes("<rtmp>"),
    change: "Let only 127.0.0.1 reach control and stat: listen 127.0.0.1:8935; allow 127.0.0.1; deny all;",
  },
  zlmediakit: {
    path: "/index/api/getAllSession",
    shippedUrl: "http://127.0.0.1:80",
    isOpen: ({ status, text }) => status === 200 && /"code"\s*:\s*0\b/.test(text),
    change: "Set a secret of its own in [api] of config.ini, and let only this machine reach its API.",
  },
};

/** What ZLMediaKit ships with; it makes another at its first start since 2023, and old files keep it. */
const SHIPPED_ZLM_SECRET = "035c73f7-bb6b-4889-a715-d9eb2d1925cc";

/** Can strangers list and cut a media server's clients? Whoever can, needs no token for anything. */
export const openApis: DoctorCheck<Subject> = {
  name: "open-apis",
  async look(subject) {
    const found = await Promise.all(triedServers(subject.config).map(server => lookAt(server, subject)));
    const findings = found.flat();
    return findings.length > 0 ? findings : [ok("No media server's API is open to strangers.")];
  },
};

async function lookAt(server: TriedServer, { system, probe }: Subject): Promise<readonly Finding[]> {
  const { name, kind, api, isConfigured } = server;
  const door = DOORS[kind];
  const place = api?.url ?? door?.shippedUrl;
  if (!door || place === undefined) return [];
  const shipped = shippedSecret(server);
  const url = new URL(place);
  const own = reachablePlaces(place, system.ownAddresses());
  const at = (host: string) =>
    `${url.protocol}//${host}${url.port && `:${url.port}`}${url.pathname.replace(/\/+$/, "")}`;
  const isOpenAt = async (host: string): Promise<boolean> => {
    const reply = await probe(at(host) + door.path);
    return "status" in reply && door.isOpen(reply);
  };
  for (const host of own.hosts) {
    if (!(await isOpenAt(host))) continue;
    const sentence = `The API of ${name} takes anybody at ${host}${url.port && `:${url.port}`}, without credentials.`;
    // Another machine's may be open to this one alone, and a server that nobody has named may ask nothing here.
    const isOurs = own.isLoopback && isConfigured;
    return [...shipped, isOurs ? fail(sentence, door.change) : warn(sentence, door.change)];
  }
  // nginx has no credentials there: that nobody else reaches it is all there is.
  if (own.isLoopback && isConfigured && kind !== "nginx-rtmp" && (await isOpenAt(url.hostname))) {
    const sentence = `The API of ${name} takes anybody on this machine, without credentials.`;
    return [...shipped, warn(sentence, door.change)];
  }
  return shipped;
}

function shippedSecret({ name, api }: TriedServer): readonly Finding[] {
  if (api?.secret?.expose() !== SHIPPED_ZLM_SECRET) return [];
  const sentence = `The API of ${name} has the secret that ZLMediaKit is shipped with.`;
  return [fail(sentence, "Set another in [api] of its config.ini, and in servers.*.api.secret.")];
}
