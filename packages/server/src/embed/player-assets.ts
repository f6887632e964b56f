import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { corsHeaders } from "../http/cors.ts";

const types = { "player.js": "text/javascript; charset=utf-8" } as const;

/** The built player: one script. */
export interface PlayerAssets {
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Where `npm run build` of the player puts its files. */
export const playerDist = fileURLToPath(new URL("../dist/", import.meta.resolve("@sluice/player")));

/** Reads the built player into memory. Throws when it has not been built. */
export function readPlayerAssets(folder = playerDist): PlayerAssets {
  return { files: new Map(Object.keys(types).map(name => [name, readFileSync(`${folder}/${name}`)])) };
}

/** `GET /player.js`, for our pages and for anybody's. */
export function playerAssetRoutes(server: FastifyInstance, { files }: PlayerAssets): void {
  for (const [name, type] of Object.entries(types)) {
    const content = files.get(name);
    const etag = `"${createHash("sha256")
      .update(content ?? "")
      .digest("base64url")
      .slice(0, 16)}"`;
    server.get(`/${name}`, (request, reply) => {
      reply.headers({
        ...corsHeaders,
        etag,
        "cache-control": "public, max-age=300",
        "x-content-type-options": "nosniff",
      });
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type(type).send(content);
    });
  }
}
