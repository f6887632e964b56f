import type { DoctorCheck } from "./doctor-check.ts";
import type { HealthReply } from "./examine/ask-health.ts";
import type { System } from "./examine/system.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer, RemoteServer } from "./subjects.ts";

const MILLISECONDS = 1_000;
const WARN_FROM_SECONDS = 5;
/** From here on tokens with short lives fail, or live too long. */
const FAIL_FROM_SECONDS = 60;

/** Is this machine's clock where the server left it? The server never goes back behind its latest second. */
export const clock: DoctorCheck<Pick<LocalServer, "system" | "database" | "socketHealth">> = {
  name: "clock",
  look({ system, database, socketHealth }) {
    const findings = socketHealth === undefined ? [] : serverClock(socketHealth);
    if (database.kind !== "read") return findings;
    const ahead = database.facts.highWaterSeconds - Math.floor(system.nowMilliseconds() / MILLISECONDS);
    if (ahead < WARN_FROM_SECONDS)
      return worseOr(findings, "The clock is not behind what the server has seen.");
    const sentence = `The clock is ${ahead} s behind the latest second that the server has seen: it goes on from there.`;
    return [...findings.filter(({ status }) => status !== "ok"), graded(ahead, sentence)];
  },
};

/** Do the server's clock and this machine's agree? */
export const remoteClock: DoctorCheck<Pick<RemoteServer, "health"> & { readonly system: System }> = {
  name: "clock",
  look: ({ health }) => serverClock(health),
};

function serverClock(health: HealthReply): readonly Finding[] {
  if (health.kind !== "sluice") return [];
  const seconds = Math.round(health.aheadMilliseconds / MILLISECONDS);
  const apart = Math.abs(seconds);
  if (apart < WARN_FROM_SECONDS) return [ok("The server's clock and this machine's agree.")];
  return [
    graded(apart, `The server's clock is ${apart} s ${seconds > 0 ? "ahead of" : "behind"} this machine's.`),
  ];
}

function graded(seconds: number, sentence: string): Finding {
  const change = "Set the clock right and keep it so (NTP).";
  return seconds < FAIL_FROM_SECONDS ? warn(sentence, change) : fail(sentence, change);
}

function worseOr(findings: readonly Finding[], sentence: string): readonly Finding[] {
  const worse = findings.filter(({ status }) => status !== "ok");
  return worse.length > 0 ? worse : [ok(sentence)];
}
