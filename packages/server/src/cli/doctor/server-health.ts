import { version } from "../version.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { HealthReply } from "./examine/ask-health.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer, RemoteServer } from "./subjects.ts";

/** Does the server on this folder run, and can it decide? */
export const serverHealth: DoctorCheck<Pick<LocalServer, "folder" | "isHeld" | "socketHealth">> = {
  name: "server",
  look({ folder, isHeld, socketHealth }) {
    if (isHeld === false) {
      return [warn(`No server runs on ${folder}.`, "Start one: sluice start (or the service that does it).")];
    }
    // Who holds the folder and says nothing is a finding of its own.
    return socketHealth?.kind === "sluice" ? [findingOf(socketHealth)] : [];
  },
};

/** The same for a server somewhere else. */
export const remoteHealth: DoctorCheck<Pick<RemoteServer, "name" | "health">> = {
  name: "server",
  look({ name, health }) {
    switch (health.kind) {
      case "sluice":
        return [findingOf(health)];
      case "silent":
        return [
          fail(
            `${name} does not answer: ${health.fault}.`,
            "See that the server runs and that --url is right.",
          ),
        ];
      case "other": {
        const sentence = `${name} does not answer as a Sluice server does (status ${health.httpStatus}).`;
        return [
          fail(sentence, "See that --url is the server's, with its path, and what stands in front of it."),
        ];
      }
    }
  },
};

function findingOf(health: Extract<HealthReply, { kind: "sluice" }>): Finding {
  if (health.status !== "ok") {
    const change = "Free the disk, or end the program that holds the database; it recovers by itself.";
    return fail(`The server runs and lets nobody in: ${health.status}.`, change);
  }
  if (health.version !== version) {
    const sentence = `The server is Sluice ${health.version}, and this command is of ${version}.`;
    return warn(sentence, "Restart the server on the new version, or use the command that came with it.");
  }
  return ok(`The server runs Sluice ${health.version} and can decide.`);
}
