import { Command } from "commander";
import { commands } from "./commands/index.ts";
import { version } from "./version.ts";

/** The `sluice` command. */
export function createProgram(): Command {
  const program = new Command("sluice")
    .description("Access control for streams: who may publish, who may play")
    .version(version)
    // A command reads what follows it itself: `sluice session end -V…` names a session.
    .enablePositionalOptions()
    .showHelpAfterError("(sluice --help shows what there is)");
  for (const add of commands) add(program);
  return program;
}
