import { openGeoDatabase } from "../../lib/geo/geo-database.ts";
import { systemFault } from "../system-fault.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const OLD_DAYS = 90;
const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Can the databases of places be read, and are they recent? */
export const geoDatabases: DoctorCheck<Pick<LocalServer, "config" | "system">> = {
  name: "geo-databases",
  look({ config, system }) {
    if (config.geoDatabases.length === 0) return [ok("None is configured: claims about places deny.")];
    return Promise.all(config.geoDatabases.map(path => look(path, system.nowMilliseconds())));
  },
};

async function look(path: string, nowMilliseconds: number): Promise<Finding> {
  try {
    const { type, builtAt } = await openGeoDatabase(path);
    const days = Math.floor((nowMilliseconds - builtAt.getTime()) / DAY_MILLISECONDS);
    const sentence = `${path} is a ${type} of ${builtAt.toISOString().slice(0, 10)}.`;
    if (days <= OLD_DAYS) return ok(sentence);
    return warn(`${sentence} That is ${days} days ago.`, "Fetch a newer one: addresses change hands.");
  } catch (error) {
    const isOfSystem = error instanceof Error && "code" in error;
    const fault = isOfSystem ? systemFault(error) : "it is no MMDB file, or not a whole one";
    return fail(`${path} cannot be read: ${fault}. Claims about places deny.`, "Put an MMDB file there.");
  }
}
