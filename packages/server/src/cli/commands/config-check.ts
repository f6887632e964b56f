import { formatConfigProblems } from "../../config/config-problem.ts";
import { loadConfig } from "../../config/load-config.ts";
import { readTextFile } from "../../config/read-text-file.ts";
import { settingFlags } from "../../config/setting-flag.ts";
import { configSummary } from "../config-summary.ts";
import { configText } from "../output/config-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

type CheckFlags = Readonly<Record<string, string | boolean | undefined>>;

/** `sluice config check`: would a start take this configuration? Reads it as a start does, and opens no folder. */
export const addConfigCheck: AddCommand = program => {
  const command = group(program, "config")
    .command("check")
    .description(
      "Say everything that is wrong with the configuration, or what is in force (exit code 1 or 0)",
    )
    .argument("[file]", "the YAML file, as by --config");
  for (const { syntax, description } of settingFlags) command.option(syntax, description);
  command.option("--json", "print it for a program").action(check);
};

function check(file: string | undefined, { json, ...flags }: CheckFlags): void {
  if (file !== undefined && flags.config !== undefined) {
    throw new PlainFailure("Name the YAML file once: as the argument or by --config.");
  }
  const given = file === undefined ? flags : { ...flags, config: file };
  const result = loadConfig({ flags: given, env: process.env, cwd: process.cwd(), readTextFile });
  if (result.ok) {
    const summary = configSummary(result);
    if (json) printJson(summary);
    else print(configText(summary));
    return;
  }
  if (!json) throw new PlainFailure(formatConfigProblems(result.problems));
  printJson(result);
  process.exitCode = 1;
}
