import type { Command } from "commander";
import { loadConfig } from "../../config/load-config.ts";
import { readTextFile } from "../../config/read-text-file.ts";
import type { ConnectionFlags } from "../connection/connect.ts";
import { examineLocalServer } from "../doctor/examine/local-server.ts";
import { examineRemoteServer } from "../doctor/examine/remote-server.ts";
import { thisSystem } from "../doctor/examine/system.ts";
import { localChecks, machineChecks, remoteChecks } from "../doctor/index.ts";
import { type CheckReport, runChecks } from "../doctor/run-checks.ts";
import { addServerOptions, type ServerFlags } from "../on-server.ts";
import { doctorText } from "../output/doctor-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";

/** `sluice doctor`: what is wrong, or about to be, with a server and what it stands on. Changes nothing. */
export const addDoctor: AddCommand = (program: Command) => {
  const command = program
    .command("doctor")
    .description("Look for what is wrong with a server, its files and its configuration (exit code 0 or 1)");
  addServerOptions(command).action(doctor);
};

async function doctor(flags: ServerFlags): Promise<void> {
  const remote = remoteOf(flags);
  const reports = remote === undefined ? await examineHere(flags) : await examineThere(remote);
  const findings = reports.flatMap(report =>
    report.findings.map(({ status, sentence, change }) => ({
      check: report.check,
      status,
      sentence,
      change: change ?? null,
    })),
  );
  const ok = findings.every(({ status }) => status !== "fail");
  const not_looked_at = reports.filter(report => report.findings.length === 0).map(({ check }) => check);
  if (flags.json) printJson({ ok, findings, not_looked_at });
  else print(doctorText(reports));
  if (!ok) process.exitCode = 1;
}

interface Remote {
  readonly url: string;
  readonly key: string | undefined;
}

/** As for every command: a URL, unless a flag names a folder. */
function remoteOf({ url, key, dataDir, config }: ConnectionFlags): Remote | undefined {
  const namesFolder = dataDir !== undefined || config !== undefined;
  if (namesFolder && url !== undefined) throw new PlainFailure("Give --url or a data folder, not both.");
  const given = url ?? (namesFolder ? undefined : process.env.SLUICE_URL?.trim() || undefined);
  return given === undefined
    ? undefined
    : { url: given, key: key ?? (process.env.SLUICE_API_KEY?.trim() || undefined) };
}

async function examineThere({ url, key }: Remote): Promise<readonly CheckReport[]> {
  return runChecks(remoteChecks, await examineRemoteServer(url, key, thisSystem));
}

async function examineHere({ dataDir, config }: ServerFlags): Promise<readonly CheckReport[]> {
  const flags = { dataDir, config };
  const configuration = loadConfig({ flags, env: process.env, cwd: process.cwd(), readTextFile });
  const first = await runChecks(machineChecks, { system: thisSystem, configuration });
  if (!configuration.ok) return first;
  const server = await examineLocalServer(configuration.config, thisSystem);
  return [...first, ...(await runChecks(localChecks, server))];
}
