import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { aheadOf } from "./examine/ask-health.ts";
import { type Finding, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const MILLISECONDS = 1_000;
const WARN_FROM_SECONDS = 5;

type Subject = Pick<LocalServer, "system" | "config" | "probe">;

/** Do media servers and this machine agree on the time? Signatures and logs are compared by it. */
export const serverClocks: DoctorCheck<Subject> = {
  name: "server-clocks",
  async look(subject) {
    const found = await Promise.all(subject.config.servers.map(server => compare(server, subject)));
    const findings = found.flat();
    return findings.length > 0 ? findings : [ok("No media server's clock is off, as far as it tells.")];
  },
};

async function compare(
  { name, api }: MediaServerSettings,
  { system, probe }: Subject,
): Promise<readonly Finding[]> {
  if (!api) return [];
  const before = system.nowMilliseconds();
  const reply = await probe(api.url);
  if ("code" in reply) return [];
  const span = { before, after: system.nowMilliseconds() };
  const seconds = Math.round(aheadOf(String(reply.headers.date ?? ""), span) / MILLISECONDS);
  const apart = Math.abs(seconds);
  if (apart <= WARN_FROM_SECONDS) return [];
  const sentence = `The clock of ${name} is ${apart} s ${seconds > 0 ? "ahead of" : "behind"} this machine's.`;
  return [warn(sentence, "Set both clocks right and keep them so (NTP).")];
}
