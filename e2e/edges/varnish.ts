import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";
import { type EdgePlaces, edgeFolder, type RunningEdge, startEdgeProgram } from "./edge-program.ts";
import { recipe } from "./recipe.ts";

/** Varnish with deploy/edges/default.vcl, logged by varnishncsa in the shipped format. */
export async function startVarnish(port: number, places: EdgePlaces): Promise<RunningEdge> {
  const folder = edgeFolder();
  const vcl = recipe("default.vcl", [
    ['.port = "8080";', `.port = "${places.sluicePort}";`],
    ['.port = "8000";', `.port = "${places.mediaPort}";`],
  ]);
  writeFileSync(join(folder, "default.vcl"), vcl);
  writeFileSync(join(folder, "varnishncsa.format"), recipe("varnishncsa.format", []));
  const work = join(folder, "work");
  const listen = ["-a", `127.0.0.1:${port}`, "-T", "none"];
  const varnishd = [requirePeer("varnish").path, "-F", "-j", "none", "-n", work, ...listen];
  return startEdgeProgram({
    folder,
    port,
    commands: [
      [...varnishd, "-f", join(folder, "default.vcl"), "-s", "malloc,32m"],
      ["varnishncsa", "-n", work, "-f", join(folder, "varnishncsa.format")],
    ],
    logs: [],
  });
}
