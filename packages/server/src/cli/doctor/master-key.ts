import { sep } from "node:path";
import { loadMasterKey, masterKeyFile } from "../../keys/master-key.ts";
import { checkOf } from "../../keys/master-key-check.ts";
import { pathText } from "../output/path-text.ts";
import { systemFault } from "../system-fault.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { DatabaseReading } from "./examine/look-into-database.ts";
import { type Finding, fail, ok } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const NOT_THE_OWNERS_ALONE = 0o077;
const BRING_BACK =
  "Bring the key back from where it is kept: without it sessions end and API keys stop working.";

type Subject = Pick<LocalServer, "system" | "config" | "database">;

/** Is the master key there, its owner's alone, apart from the data, and the one that the database knows? */
export const masterKey: DoctorCheck<Subject> = {
  name: "master-key",
  look(subject) {
    const { config, database } = subject;
    if (config.masterKey !== undefined) {
      return orElse([...fitFindings(subject)], "The master key comes from the configuration.");
    }
    const file = masterKeyFile(config.dataDir);
    try {
      const isThere = subject.system.stat(file) !== undefined;
      if (!isThere && database.kind === "absent") return [];
      if (!isThere) return [fail(`The master key ${pathText(file)} is missing.`, BRING_BACK)];
      const findings = [...fileFindings(subject, file), ...fitFindings(subject)];
      return orElse(
        findings,
        `The master key ${pathText(file)} is its owner's alone, beside the data folder.`,
      );
    } catch (error) {
      const change = "Run this as the user that the server runs as.";
      return [fail(`The master key ${pathText(file)} cannot be read: ${systemFault(error)}.`, change)];
    }
  },
};

function orElse(findings: readonly Finding[], sentence: string): readonly Finding[] {
  return findings.length > 0 ? findings : [ok(sentence)];
}

function fileFindings({ system, config }: Subject, file: string): Finding[] {
  const findings: Finding[] = [];
  const mode = system.stat(file)?.mode ?? 0;
  if ((mode & NOT_THE_OWNERS_ALONE) !== 0) {
    const shown = mode.toString(8).padStart(3, "0");
    findings.push(fail(`Other users can use the master key (mode ${shown}).`, `chmod 600 ${pathText(file)}`));
  }
  if (system.stat(config.dataDir) && isBelow(system.realPath(config.dataDir), system.realPath(file))) {
    const change = "Keep it outside, so that a copy of the folder does not open what is in it.";
    findings.push(fail("The master key lies in the data folder.", change));
  }
  return findings;
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder + sep);
}

function fitFindings({ config, database }: Subject): Finding[] {
  const known = factsOf(database)?.masterKeyCheck;
  if (known === undefined) return [];
  const key = loadMasterKey(config.masterKey, config.dataDir);
  if (Buffer.compare(known, checkOf(key)) === 0) return [];
  return [fail("The master key is not the one of the server's last start.", BRING_BACK)];
}

function factsOf(database: DatabaseReading) {
  return database.kind === "read" ? database.facts : undefined;
}
