import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { corsHeaders } from "../http/cors.ts";
import { isPlayerModule } from "../http/reserved-words.ts";

const TYPE = "text/javascript; charset=utf-8";
const MAIN = "player.js";

/** The built player: its script, parts of it that are loaded when they play, and a script for each vendor. */
export interface PlayerAssets {
  /** By the path below the folder of the build: `player.js`, `assets/player-dash.js`. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Where `npm run build` of the player puts its files. */
export const playerDist = fileURLToPath(new URL("../dist/", import.meta.resolve("@sluice/player")));

/** Reads the built player into memory. Throws when it has not been built. */
export function readPlayerAssets(folder = playerDist): PlayerAssets {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(name =>
    name.endsWith(".js"),
  );
  const files = new Map(
    [MAIN, ...names].map(name => [name.replaceAll("\\", "/"), readFileSync(`${folder}/${name}`)]),
  );
  return { files };
}

/** docs.nanocosmos.net: `nanoplayer.5.min.js`, any version. */
const NANOPLAYER = /\/nanoplayer(?:\.\d+){0,3}(?:\.min)?\.js$/;

/** Where embedding codes of other systems look for a script, and the file that is there. */
const vendorAddresses = [
  { route: "/nanoplayer/api/:file", isIt: (path: string) => NANOPLAYER.test(path), file: "nanoplayer.js" },
  {
    route: "/nanoplayer/api/release/:file",
    isIt: (path: string) => NANOPLAYER.test(path),
    file: "nanoplayer.js",
  },
  // Flowplayer OVP: /{uuid}/{uuid}.js, a module.
  { route: "/:folder/:module", isIt: isPlayerModule, file: "flowplayer.js" },
] as const;

/** `GET /player.js` and its parts, for our pages and for anybody's; and the same player as other systems' pages ask for it. */
export function playerAssetRoutes(server: FastifyInstance, { files }: PlayerAssets): void {
  const found = new Map([...files].map(([name, content]) => [name, { content, etag: etagOf(content) }]));
  const send = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const file = found.get(name);
    if (!file) return reply.callNotFound();
    const { content, etag } = file;
    reply.headers({
      ...corsHeaders,
      etag,
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    });
    return request.headers["if-none-match"] === etag
      ? reply.code(304).send()
      : reply.type(TYPE).send(content);
  };
  for (const name of new Set([MAIN, ...files.keys()])) {
    if (name === MAIN || name.startsWith("assets/")) {
      server.get(`/${name}`, (request, reply) => send(request, reply, name));
    }
  }
  for (const { route, isIt, file } of vendorAddresses) {
    server.get(route, (request, reply) => {
      const [address = ""] = request.url.split("?", 1);
      return isIt(address) ? send(request, reply, file) : reply.callNotFound();
    });
  }
}

function etagOf(content: Buffer): string {
  return `"${createHash("sha256").update(content).digest("base64url").slice(0, 16)}"`;
}
