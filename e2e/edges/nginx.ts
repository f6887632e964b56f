import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nginxConfiguration } from "../support/nginx-configuration.ts";
import { requirePeer } from "../support/peers.ts";
import { docBlock } from "./doc-block.ts";
import { type EdgePlaces, edgeFolder, type RunningEdge, startEdgeProgram } from "./edge-program.ts";
import { type Change, recipe } from "./recipe.ts";

/** nginx with deploy/edges/nginx.conf. */
export function startNginx(port: number, places: EdgePlaces): Promise<RunningEdge> {
  return start(port, places, ["root /srv/media;", `root ${places.mediaFolder};`]);
}

/** The same in front of a server, with the lines for that from docs/edges/nginx.md. */
export function startNginxInFront(port: number, places: EdgePlaces): Promise<RunningEdge> {
  const lines = docBlock("nginx.md", "proxy_pass http://127.0.0.1:8000;").replace(
    "127.0.0.1:8000",
    `127.0.0.1:${places.mediaPort}`,
  );
  return start(port, places, ["    root /srv/media;\n", lines]);
}

async function start(port: number, places: EdgePlaces, media: Change): Promise<RunningEdge> {
  const folder = edgeFolder();
  const site = recipe("nginx.conf", [
    ["server 127.0.0.1:8080;", `server 127.0.0.1:${places.sluicePort};`],
    ["listen 80;", `listen 127.0.0.1:${port};`],
    ["/var/log/nginx/", `${folder}/`],
    media,
  ]);
  writeFileSync(join(folder, "site.conf"), site);
  writeFileSync(join(folder, "nginx.conf"), nginxConfiguration(folder, `include ${folder}/site.conf;`));
  const command = [requirePeer("nginx").path, "-p", folder, "-e", "error.log", "-c", `${folder}/nginx.conf`];
  return startEdgeProgram({
    folder,
    port,
    commands: [command],
    logs: ["media.log", "media-error.log", "error.log"],
  });
}
