import { urisOf } from "../behind-nginx/manifest-uris.ts";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";
import { type Asking, createViewer, type Reply, type Viewer } from "../support/viewer.ts";

/** What was asked of a server, and how it went. */
export interface Use {
  readonly statuses: Readonly<Record<string, number>>;
  readonly mediaFiles: number;
}

/** Headers in which clients name other hosts. */
const naming = {
  origin: "https://site.example.org",
  referer: "https://site.example.org/page?a=b",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-host": "forwarded.example.org",
  host: "named.example.org",
  forwarded: "for=203.0.113.7;host=forwarded.example.org",
};
const person = { ...naming, accept: "text/html", "sec-fetch-dest": "document" };

/** Uses a server in every way there is, by clients and inputs that name other hosts wherever they can. */
export async function useEverything(server: TestServer): Promise<Use> {
  const viewer = createViewer(server);
  const clip = await tokenFor(server, "demo/clip");
  const film = await tokenFor(server, "films/film");
  const live = await tokenFor(server, "demo/live");
  const statuses: Record<string, number> = {};
  let mediaFiles = 0;
  for (const [name, path, asking] of requests({ clip, film, live })) {
    const reply = await viewer.ask(path, { headers: naming, ...asking });
    statuses[name] = reply.status;
    if (reply.text.startsWith("#EXTM3U")) mediaFiles += await playSome(viewer, reply);
  }
  return { statuses: { ...statuses, ...(await useApi(server, clip)) }, mediaFiles };
}

async function tokenFor(server: TestServer, stream: string): Promise<string> {
  const grant = { kind: "access", target: { streams: [stream] }, tag: "https://tag.example.org" };
  return (await server.mint(grant)).token;
}

/** What players, pages and strangers ask for: a name, a path, and how. */
function requests(tokens: {
  readonly clip: string;
  readonly film: string;
  readonly live: string;
}): readonly (readonly [string, string, Asking?])[] {
  const json = { ...naming, "content-type": "application/json" };
  const body = JSON.stringify({ token: tokens.clip, stream: "demo/clip" });
  return [
    ["hls", `/demo/clip/index.m3u8?token=${tokens.clip}`],
    ["live", `/demo/live/index.m3u8?token=${tokens.live}`],
    ["dash", `/demo/clip/manifest.mpd?token=${tokens.clip}`],
    ["mp4", `/demo/clip/clip.mp4?token=${tokens.clip}`],
    ["foreign playlist", `/films/film/index.m3u8?token=${tokens.film}`],
    ["foreign presentation", `/films/film/manifest.mpd?token=${tokens.film}`],
    ["page", `/demo/clip?token=${tokens.clip}`, { headers: person }],
    ["script", "/player.js"],
    ["opened by a page", "/s", { method: "POST", headers: json, body }],
    ["refused", "/demo/clip/index.m3u8"],
    ["refused page", "/demo/clip", { headers: person }],
    ["bad token", `/demo/clip/index.m3u8?token=st_${"x".repeat(38)}`],
    ["foreign jwt", `/demo/clip/index.m3u8?jwt=${foreignJwt()}`],
    ["not on this listener", "/v1/tokens"],
    ["health", "/v1/health"],
  ];
}

/** Follows an entry's own addresses, two levels deep; answers how many media files came. */
async function playSome(viewer: Viewer, entry: Reply): Promise<number> {
  let files = 0;
  for (const variant of followed("/", entry.text)) {
    const playlist = await viewer.ask(variant);
    for (const path of followed(variant, playlist.text).slice(0, 5)) {
      const { status } = await viewer.ask(path);
      if (status === 200) files += 1;
    }
  }
  return files;
}

/** The paths under the session that a manifest at a path leads to; other hosts are left to players. */
function followed(from: string, manifest: string): readonly string[] {
  const urls = urisOf(manifest).map(uri => new URL(uri, `http://sluice.test${from}`));
  return urls.filter(({ host }) => host === "sluice.test").map(({ pathname }) => pathname);
}

/** A token that names an address to fetch its key from. */
function foreignJwt(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = {
    alg: "RS256",
    kid: "a",
    jku: "https://keys.example.org/jwks",
    x5u: "https://keys.example.org/x5",
  };
  return `${part(header)}.${part({ iss: "https://issuer.example.org", sub: "demo/clip" })}.${"A".repeat(342)}`;
}

async function useApi(server: TestServer, token: string): Promise<Record<string, number>> {
  const question = {
    action: "play",
    stream: "demo/clip",
    token,
    ip: "203.0.113.7",
    origin: "https://site.example.org",
    url: "https://other.example.org/demo/clip",
  };
  const statuses: Record<string, number> = {};
  for (const [name, method, path, body] of [
    ["check", "POST", "/v1/check", question],
    ["explain", "POST", "/v1/explain", question],
    ["tokens", "GET", "/v1/tokens", undefined],
    ["sessions", "GET", "/v1/sessions", undefined],
    ["revocation", "POST", "/v1/revocations", { selector: { tag: "https://none.example.org" } }],
    ["document", "GET", "/v1/openapi.json", undefined],
  ] as const) {
    statuses[name] = (await server.api(method, path, body)).status;
  }
  const bearer = { authorization: `Bearer ${ADMIN_KEY}` };
  statuses["metrics"] = (await fetch(`${server.apiUrl}/metrics`, { headers: bearer })).status;
  return statuses;
}
