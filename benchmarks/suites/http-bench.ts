import type { MediaFolder } from "../http/media-folder.ts";
import type { Nginx } from "../http/nginx.ts";
import { startNginx } from "../http/nginx.ts";
import { type BenchedServer, startBenchedServer } from "../http/sluice-server.ts";
import type { Cores } from "../measure/cores.ts";
import type { Plan } from "../measure/plan.ts";
import type { Tools } from "../measure/tools.ts";

/** What the suites over HTTP are given. */
export interface HttpBench {
  readonly plan: Plan;
  readonly tools: Tools;
  readonly cores: Cores;
  readonly media: MediaFolder;
}

/** Both servers over the same files. */
export interface Servers {
  readonly sluice: BenchedServer;
  /** Undefined when it is not installed. */
  readonly nginx: Nginx | undefined;
}

/** Starts Sluice and nginx for `work`, and stops them whatever becomes of it. */
export async function withServers<T>(
  { tools, cores, media }: HttpBench,
  work: (servers: Servers) => Promise<T>,
): Promise<T> {
  const sluice = await startBenchedServer(media.configFile, cores);
  try {
    const nginx = tools.nginx === undefined ? undefined : await startNginx(tools.nginx, media.root, cores);
    try {
      return await work({ sluice, nginx });
    } finally {
      await nginx?.stop();
    }
  } finally {
    await sluice.stop();
  }
}

/** Says where servers and clients run. */
export function placement({ tools, cores }: HttpBench): string {
  const place = cores.pinned
    ? "Each server runs on core 0 (one worker), clients on core 1."
    : "Nothing is pinned to a core, as taskset or a second core is missing.";
  return tools.nginx === undefined ? `${place} nginx is missing, so there is no peer.` : place;
}
