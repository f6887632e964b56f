import { byteText } from "../output/byte-text.ts";
import { systemFault } from "../system-fault.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const MEBIBYTE = 1024 * 1024;
/** Below this the database cannot even be tidied; entries are about to be refused. */
const FAIL_BELOW_BYTES = 32 * MEBIBYTE;
const WARN_BELOW_BYTES = 512 * MEBIBYTE;
const CHANGE = "Free some space: a server on a full disk lets nobody in.";

/** Is there room for the database to grow? */
export const diskSpace: DoctorCheck<Pick<LocalServer, "system" | "config" | "folder">> = {
  name: "disk",
  look({ system, config, folder }) {
    try {
      if (system.stat(config.dataDir) === undefined) return [];
      const free = system.freeBytes(config.dataDir);
      const sentence = `${byteText(free)} are free on the disk of ${folder}.`;
      if (free < FAIL_BELOW_BYTES) return [fail(`Only ${sentence}`, CHANGE)];
      return free < WARN_BELOW_BYTES ? [warn(`Only ${sentence}`, CHANGE)] : [ok(sentence)];
    } catch (error) {
      const change = "Run this as the user that the server runs as.";
      return [warn(`The space on the disk of ${folder} cannot be seen: ${systemFault(error)}.`, change)];
    }
  },
};
