import { systemFault } from "../system-fault.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { FileFacts } from "./examine/system.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const OTHERS_WRITE = 0o022;
const OTHERS_READ = 0o055;
const SUPERUSER = 0;

/** Is the data folder there, and this user's alone? */
export const dataFolder: DoctorCheck<Pick<LocalServer, "system" | "config" | "folder" | "databaseFile">> = {
  name: "data-folder",
  look({ system, config, folder, databaseFile }) {
    try {
      const facts = system.stat(config.dataDir);
      if (facts === undefined) {
        const change =
          "Start the server once, or name its folder with --data-dir, --config or SLUICE_DATA_DIR.";
        return [warn(`The data folder ${folder} does not exist.`, change)];
      }
      if (!facts.isFolder) return [fail(`${folder} is no folder.`, "Name another with data_dir.")];
      const findings = [
        ...ownerFindings(facts, system.userId, folder),
        ...modeFindings(facts, folder, "700"),
        ...databaseFindings(system.stat(databaseFile), folder),
      ];
      return findings.length > 0 ? findings : [ok(`The data folder ${folder} is open to its owner only.`)];
    } catch (error) {
      const change = "Run this as the user that the server runs as.";
      return [fail(`The data folder ${folder} cannot be looked into: ${systemFault(error)}.`, change)];
    }
  },
};

function ownerFindings({ userId: owner }: FileFacts, user: number | undefined, folder: string): Finding[] {
  if (user === undefined || owner === user) return [];
  const sentence = `The data folder ${folder} belongs to user ${owner}, and this is user ${user}.`;
  return user === SUPERUSER
    ? [warn(sentence, `Run the server and its commands as user ${owner}.`)]
    : [fail(sentence, `Run this, and the server, as user ${owner}.`)];
}

/** `wanted`: the mode that its owner should give it. */
function modeFindings({ mode }: FileFacts, path: string, wanted: string): Finding[] {
  const change = `chmod ${wanted} ${path}`;
  const shown = mode.toString(8).padStart(3, "0");
  if ((mode & OTHERS_WRITE) !== 0) return [fail(`Other users can write to ${path} (mode ${shown}).`, change)];
  if ((mode & OTHERS_READ) !== 0) return [warn(`Other users can look into ${path} (mode ${shown}).`, change)];
  return [];
}

function databaseFindings(facts: FileFacts | undefined, folder: string): Finding[] {
  return facts === undefined ? [] : modeFindings(facts, `${folder}/sluice.db`, "600");
}
