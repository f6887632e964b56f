import { Command } from "commander";
import { commands } from "./commands/index.ts";
import { version } from "./version.ts";

/**
 * The `sluice` command, with the one command in it that `args` (what follows the program's name) call; with every
 * command when they call none: for its help, and to say which one may be meant.
 */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command("sluice")
    .description("Access control for streams: who may publish, who may play")
    .version(version)
    // A command reads what follows it itself: `sluice session end -V…` names a session.
    .enablePositionalOptions()
    .showHelpAfterError("(sluice --help shows what there is)");
  const called = Object.keys(commands).filter(name => begins(args, name.split(" ")));
  for (const [name, load] of Object.entries(commands)) {
    if (called.length === 0 || called.includes(name)) (await load())(program);
  }
  return program;
}

function begins(args: readonly string[], words: readonly string[]): boolean {
  return words.every((word, index) => args[index] === word);
}
