import { comparedText } from "../output/compared-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice compat check <system>`: how each call of another system fares here. Needs no server. */
export const addCompatCheck: AddCommand = program => {
  group(program, "compat")
    .command("check")
    .description("Compare another system's calls with what is answered here: same, safer, not offered")
    .argument("<system>", "antmedia, bintu, tpstreams or flowplayer")
    .option("--json", "print it for a program")
    .action(check);
};

async function check(id: string, { json }: { readonly json?: true }): Promise<void> {
  // The doors of other systems stand on most of the server: no other command waits for that.
  const { compatSystems } = await import("../../compat/index.ts");
  const system = compatSystems.find(one => one.id === id);
  if (!system) {
    const known = compatSystems.map(one => one.id).join(", ");
    throw new PlainFailure(`There is no system ${JSON.stringify(id)}; there are ${known}.`);
  }
  const { title, compared } = system;
  if (json) printJson({ system: id, title, calls: compared });
  else print(comparedText(system));
}
