import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { edgeFolder, type RunningEdge, startEdgeProgram } from "../edges/edge-program.ts";
import { nginxConfiguration } from "../support/nginx-configuration.ts";
import { requirePeer } from "../support/peers.ts";

const deploy = fileURLToPath(new URL("../../deploy/nginx/", import.meta.url));

const page = new URL("../../docs/nginx.md", import.meta.url);

/** A site of deploy/nginx. */
export type FrontRecipe = "auth-request" | "accel-redirect" | "offline";

/** What stands around it. */
export interface FrontPlaces {
  /** Where nginx listens, on 127.0.0.1. */
  readonly port: number;
  readonly sluicePort: number;
  /** Holds `films/…`. */
  readonly mediaFolder: string;
  /** Contents of sluice-handle-key.conf. */
  readonly handleKey: string;
  /** Of a server that has the segments in the folder's place, on 127.0.0.1. */
  readonly mediaPort?: number | undefined;
}

/** nginx with a shipped site. */
export interface FrontNginx extends RunningEdge {
  /** Everything that it keeps of answers, as it lies on the disk. */
  kept(): string;
}

/** Starts nginx with the very file; only ports and folders of this machine are put in. */
export async function startNginxInFront(recipe: FrontRecipe, places: FrontPlaces): Promise<FrontNginx> {
  const folder = edgeFolder();
  const verdicts = join(folder, "verdicts");
  mkdirSync(verdicts);
  writeFileSync(join(folder, "sluice-handle-key.conf"), places.handleKey);
  writeFileSync(join(folder, "site.conf"), siteOf(recipe, folder, places));
  const load = recipe === "offline" ? `load_module ${requirePeer("nginx-js").path};\n` : "";
  const whole = nginxConfiguration(folder, `include ${folder}/site.conf;`);
  writeFileSync(join(folder, "nginx.conf"), load + whole);
  const command = [requirePeer("nginx").path, "-p", folder, "-e", "error.log", "-c", `${folder}/nginx.conf`];
  const logs = ["sluice.log", "sluice-error.log", "error.log"];
  const running = await startEdgeProgram({ folder, port: places.port, commands: [command], logs });
  return { ...running, kept: () => filesIn(verdicts).join("\n") };
}

function siteOf(recipe: FrontRecipe, folder: string, places: FrontPlaces): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${places.sluicePort};`],
    [/listen 80;/, `listen 127.0.0.1:${places.port};`],
    [/(?<=_log )\/var\/log\/nginx\//g, `${folder}/`],
    ...(places.mediaPort === undefined ? [] : [[/^ *alias .*\n/m, serverBehind(places.mediaPort)] as const]),
    [/(?<=alias )\/srv\/media\//g, `${places.mediaFolder}/`],
    [/\/etc\/nginx\/(?=sluice-handle-key\.conf;)/g, `${folder}/`],
    [/\/etc\/nginx\/(?=sluice[\w-]*\.(?:conf|js);)/g, deploy],
    [/\/run\/sluice-verdicts(?= keys)/g, join(folder, "verdicts")],
  ];
  const shipped = readFileSync(join(deploy, `${recipe}.conf`), "utf8");
  const site = changes.reduce((text, [from, to]) => text.replace(from, () => to), shipped);
  const left = /^(?! *#).*(?:8080|listen 80|\/var\/log|\/srv\/|\/etc\/|\/run\/).*$/m.exec(site);
  if (left)
    throw new Error(`deploy/nginx/${recipe}.conf says something that the test does not replace: ${left[0]}`);
  return site;
}

/** The lines of docs/nginx.md for segments from a server. */
function serverBehind(port: number): string {
  const lines = /^```nginx\n( *proxy_pass http:\/\/127\.0\.0\.1:8000.*?)^```$/ms.exec(
    readFileSync(page, "utf8"),
  )?.[1];
  if (lines === undefined) throw new Error("docs/nginx.md has no lines for a server behind nginx");
  return lines.replace("127.0.0.1:8000", `127.0.0.1:${port}`);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}
