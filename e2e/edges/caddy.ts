import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";
import { type EdgePlaces, edgeFolder, type RunningEdge, startEdgeProgram } from "./edge-program.ts";
import { recipe } from "./recipe.ts";

/** Caddy with deploy/edges/Caddyfile, without TLS and without its administration port. */
export async function startCaddy(port: number, places: EdgePlaces): Promise<RunningEdge> {
  const folder = edgeFolder();
  const file = recipe("Caddyfile", [
    ["forward_auth 127.0.0.1:8080 {", `forward_auth 127.0.0.1:${places.sluicePort} {`],
    ["\nmedia.example.com {", `\nhttp://127.0.0.1:${port} {\n\tbind 127.0.0.1`],
    ["\n{\n", "\n{\n\tadmin off\n\tauto_https off\n"],
    ["/var/log/caddy/", `${folder}/`],
    ["root * /srv/media", `root * ${places.mediaFolder}`],
  ]);
  writeFileSync(join(folder, "Caddyfile"), file);
  const command = [requirePeer("caddy").path, "run", "--config", join(folder, "Caddyfile")];
  return startEdgeProgram({ folder, port, commands: [command], logs: ["media.log", "caddy.log"] });
}
