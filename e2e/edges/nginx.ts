import { writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
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
  writeFileSync(join(folder, "nginx.conf"), mainConfiguration(folder));
  const command = [requirePeer("nginx").path, "-p", folder, "-e", "error.log", "-c", `${folder}/nginx.conf`];
  return startEdgeProgram({
    folder,
    port,
    commands: [command],
    logs: ["media.log", "media-error.log", "error.log"],
  });
}

function mainConfiguration(folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  // Started by root, nginx would work as nobody, who may not enter the temporary folder.
  const user = process.getuid?.() === 0 ? `user ${userInfo().username};` : "";
  return `${user}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  ${temporary.map(name => `${name}_temp_path ${folder}/${name};`).join(" ")}
  include ${folder}/site.conf;
}
`;
}
