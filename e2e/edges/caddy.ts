import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";
import { docBlock } from "./doc-block.ts";
import { type EdgePlaces, edgeFolder, type RunningEdge, startEdgeProgram } from "./edge-program.ts";
import { type Change, recipe } from "./recipe.ts";

/** Caddy with deploy/edges/Caddyfile, without TLS and without its administration port. */
export function startCaddy(port: number, places: EdgePlaces): Promise<RunningEdge> {
  return start(port, places, ["root * /srv/media", `root * ${places.mediaFolder}`]);
}

/** The same in front of a server, with the lines for that from docs/edges/caddy.md. */
export function startCaddyInFront(port: number, places: EdgePlaces): Promise<RunningEdge> {
  const lines = docBlock("caddy.md", "reverse_proxy 127.0.0.1:8000").replace(
    "127.0.0.1:8000",
    `127.0.0.1:${places.mediaPort}`,
  );
  return start(port, places, ["\t\troot * /srv/media\n\t\tfile_server\n", lines]);
}

async function start(port: number, places: EdgePlaces, media: Change): Promise<RunningEdge> {
  const folder = edgeFolder();
  const file = recipe("Caddyfile", [
    ["forward_auth 127.0.0.1:8080 {", `forward_auth 127.0.0.1:${places.sluicePort} {`],
    ["\nmedia.example.com {", `\nhttp://127.0.0.1:${port} {\n\tbind 127.0.0.1`],
    ["\n{\n", "\n{\n\tadmin off\n\tauto_https off\n"],
    ["/var/log/caddy/", `${folder}/`],
    media,
  ]);
  writeFileSync(join(folder, "Caddyfile"), file);
  const command = [requirePeer("caddy").path, "run", "--config", join(folder, "Caddyfile")];
  return startEdgeProgram({ folder, port, commands: [command], logs: ["media.log", "caddy.log"] });
}
