import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";
import { type EdgePlaces, edgeFolder, type RunningEdge, startEdgeProgram } from "./edge-program.ts";
import { recipe } from "./recipe.ts";

/** HAProxy with deploy/edges/haproxy.cfg and sluice.lua. */
export async function startHaproxy(port: number, places: EdgePlaces): Promise<RunningEdge> {
  const folder = edgeFolder();
  const lua = recipe("sluice.lua", [["http://127.0.0.1:8080/", `http://127.0.0.1:${places.sluicePort}/`]]);
  const configuration = recipe("haproxy.cfg", [
    ["log /dev/log local0", "log stdout format raw local0"],
    ["/etc/haproxy/sluice.lua", join(folder, "sluice.lua")],
    ["bind :80\n", `bind 127.0.0.1:${port}\n`],
    ["server sluice 127.0.0.1:8080", `server sluice 127.0.0.1:${places.sluicePort}`],
    ["server media 127.0.0.1:8000", `server media 127.0.0.1:${places.mediaPort}`],
  ]);
  writeFileSync(join(folder, "sluice.lua"), lua);
  writeFileSync(join(folder, "haproxy.cfg"), configuration);
  const command = [requirePeer("haproxy").path, "-db", "-f", join(folder, "haproxy.cfg")];
  return startEdgeProgram({ folder, port, commands: [command], logs: [] });
}
