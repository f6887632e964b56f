import type { DoctorCheck } from "./doctor-check.ts";
import type { System } from "./examine/system.ts";
import { fail, ok } from "./finding.ts";

/** As in package.json (`engines`): from here on Node runs TypeScript by itself and has SQLite. */
const OLDEST = [22, 13] as const;

/** Can this Node run Sluice? */
export const nodeVersion: DoctorCheck<{ readonly system: Pick<System, "nodeVersion"> }> = {
  name: "node",
  look({ system }) {
    const [major = 0, minor = 0] = system.nodeVersion.split(".").map(Number);
    const isRecent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return isRecent
      ? [ok(`Node ${system.nodeVersion} runs Sluice.`)]
      : [
          fail(
            `Node ${system.nodeVersion} is too old for Sluice.`,
            `Install Node ${OLDEST.join(".")} or newer.`,
          ),
        ];
  },
};
