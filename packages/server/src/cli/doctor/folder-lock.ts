import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Does a server have the folder, and can its owner command it? */
export const folderLock: DoctorCheck<Pick<LocalServer, "folder" | "isHeld" | "socketHealth">> = {
  name: "lock",
  look({ folder, isHeld, socketHealth }) {
    if (isHeld === undefined) {
      const change = "Run this as the user that the server runs as.";
      return [warn(`Whether a server runs on ${folder} cannot be seen.`, change)];
    }
    if (!isHeld) return [ok(`No process holds ${folder}.`)];
    if (socketHealth?.kind === "sluice") return [ok(`A server runs on ${folder} and answers on its socket.`)];
    const change = "If it is stuck, end that process; the lock goes with it, and nothing is lost.";
    return [fail(`A process holds ${folder} and does not answer on its socket.`, change)];
  },
};
