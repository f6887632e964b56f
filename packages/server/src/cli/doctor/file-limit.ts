import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** A viewer needs up to three: a connection, one to the origin or an open file, and some to spare. */
const WARN_BELOW = 4_096;
const FAIL_BELOW = 256;
/** From this part of the limit on, it is nearly reached. */
const NEARLY = 0.8;
const CHANGE = "Raise it for the server: LimitNOFILE= of systemd, --ulimit nofile= of Docker, or ulimit -n.";

/** How many viewers can there be, before the system refuses their connections? */
export const fileLimit: DoctorCheck<Pick<LocalServer, "system" | "metrics">> = {
  name: "files",
  async look({ system, metrics }) {
    const scraped = (await metrics()) ?? "";
    const ofServer = gauge(scraped, "sluice_process_max_fds");
    const limit = ofServer ?? system.openFileLimit();
    if (limit === undefined) return [];
    const open = gauge(scraped, "sluice_process_open_fds");
    const whose = ofServer === undefined ? "A process here" : "The server";
    const used = open === undefined ? "" : `, and has ${open}`;
    const sentence = `${whose} may have ${limit} files and connections open${used}.`;
    if (limit < FAIL_BELOW) return [fail(sentence, CHANGE)];
    const isTight = limit < WARN_BELOW || (open !== undefined && open > NEARLY * limit);
    return [isTight ? warn(sentence, CHANGE) : ok(sentence)];
  },
};

/** A metric without labels in the text format of Prometheus. */
function gauge(text: string, name: string): number | undefined {
  const value = new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
