import { relative } from "node:path";
import type { Config } from "../../config/config.ts";
import { settingFlags } from "../../config/setting-flag.ts";
import { createLog } from "../../telemetry/log.ts";
import { buildPlayerIfStale } from "../build-player.ts";
import { collectYoungBuffers } from "../collect-young-buffers.ts";
import { takeInheritedSockets } from "../inherited-sockets.ts";
import { openCertificates } from "../open-certificates.ts";
import { loadAgain, readConfig } from "../read-config.ts";
import { reloadOnHangup } from "../reload-on-hangup.ts";
import type { RunningServer } from "../serve.ts";
import { endProcessAfter, stopOnSignals } from "../stop-on-signals.ts";
import { HAND_OVER, LOADED, READY } from "../supervise/server-process.ts";
import { version } from "../version.ts";
import type { AddCommand } from "./command.ts";

/** `sluice start`: the server. */
export const addStart: AddCommand = program => {
  const command = program.command("start").description("Start the server");
  for (const { syntax, description } of settingFlags) command.option(syntax, description);
  command.option(
    SUPERVISED,
    "keep the sockets open beside the server: kill -USR2 restarts it, and it is started again when it dies",
  );
  command.action(start);
};

const SUPERVISED = "--supervised";
/** What is under way when another server takes over; viewers ask again for what is cut. */
const HAND_OVER_MILLISECONDS = 1_000;

type StartFlags = Readonly<Record<string, string | boolean | undefined>>;

async function start(flags: StartFlags): Promise<void> {
  // What is printed here may go to a disk that is full.
  process.stdout.on("error", () => undefined);
  const { config, warnings } = readConfig(flags);
  if (flags.supervised === true) return startSupervised(config);
  collectYoungBuffers();
  for (const warning of warnings) say(`Note: ${warning}`);
  await buildPlayerIfStale(say);
  const hasAdminListener = config.adminListen !== undefined;
  const inherited = takeInheritedSockets(process.env, { processId: process.pid, hasAdminListener });
  // Only here is the whole server needed: the other commands start faster without it.
  const { serve } = await import("../serve.ts");
  const log = createLog(config.logLevel);
  // Before the last one is told to go: a server that cannot speak must not take its place.
  const certificates = openCertificates(config, log);
  process.send?.(LOADED);
  const serving = serve(config, { log, load: () => loadAgain(flags), inherited, certificates });
  // From the first moment on: it would end a server that waits for its folder.
  reloadOnHangup(log, async () => (await serving).reload());
  const server = await serving;
  const close = (patienceMilliseconds?: number): Promise<void> => {
    log.info({ event: "stopping" }, "stopping");
    return server.close(patienceMilliseconds);
  };
  stopOnSignals(close);
  // It would end the process, and is meant for a supervisor.
  process.on("SIGUSR2", () =>
    say(`Note: SIGUSR2 restarts what was started with ${SUPERVISED}; this server goes on.`),
  );
  handOverWhenTold(() => close(HAND_OVER_MILLISECONDS));
  process.on("unhandledRejection", error =>
    log.error({ event: "fault", err: error }, "a fault outside any request"),
  );
  if (config.port !== 0 && server.port !== config.port) {
    say(
      `Note: the socket that was handed over has port ${server.port}, and links are made with ${config.port}; set port, too.`,
    );
  }
  if (server.keyNotice !== undefined) say(`Note: ${server.keyNotice}`);
  say(banner(config, server, flags));
  const facts = {
    version,
    node: process.versions.node,
    public_url: server.publicUrl,
    data_dir: config.dataDir,
  };
  log.info({ event: "started", ...facts }, "ready");
  process.send?.(READY);
}

async function startSupervised(config: Config): Promise<void> {
  const { supervise } = await import("../supervise/supervise.ts");
  const args = process.argv.slice(1).filter(arg => arg !== SUPERVISED);
  say(`Supervised: kill -USR2 ${process.pid} restarts the server and drops nobody`);
  process.exit(await supervise(config, args));
}

/** Whoever supervises this server has another one that waits for the data folder. */
function handOverWhenTold(close: () => Promise<void>): void {
  process.on("message", message => {
    if (message === HAND_OVER) endProcessAfter(close());
  });
}

function banner(config: Config, server: RunningServer, flags: StartFlags): string {
  const { publicUrl, adminUrl, newAdminKey } = server;
  const folder = relative(process.cwd(), config.dataDir) || ".";
  const lines = [`Sluice ${version} is ready at ${publicUrl} (data in ${folder})`];
  if (adminUrl !== undefined) lines.push(`Its API and metrics are at ${adminUrl} alone`);
  lines.push("");
  if (newAdminKey !== undefined) {
    lines.push("Your admin API key, shown only this once:", "", `  export SLUICE_API_KEY=${newAdminKey}`, "");
  }
  const body = '{"kind":"one-time","action":"play","target":{"streams":["demo/clip"]}}';
  const key = newAdminKey === undefined && config.adminKey ? "SLUICE_ADMIN_KEY" : "SLUICE_API_KEY";
  // What a flag said here, the other commands must be told as well.
  const where = flags.dataDir === undefined && flags.config === undefined ? "" : ` --data-dir ${folder}`;
  lines.push(
    "Try:",
    `  curl -s ${adminUrl ?? publicUrl}/v1/tokens -H "Authorization: Bearer $${key}" -H "Content-Type: application/json" -d '${body}'`,
    `  npx sluice token create demo/live${where}     # a one-time link; open it, then open it again in another browser`,
    `  npx sluice why <ref>${where}                  # explains the reference that every refusal shows`,
  );
  return lines.join("\n");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
