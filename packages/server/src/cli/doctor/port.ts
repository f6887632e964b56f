import type { DoctorCheck } from "./doctor-check.ts";
import { isSameServer } from "./examine/is-same-server.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Where to ask what listens on all addresses. */
const NEAR: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

type Subject = Pick<LocalServer, "system" | "config" | "isHeld" | "socketHealth" | "askHealth">;

interface Place {
  readonly host: string;
  readonly port: number;
  readonly setting: string;
  readonly isSecure: boolean;
}

/** Is the port free for a start, or this very server's? */
export const port: DoctorCheck<Subject> = {
  name: "port",
  async look(subject) {
    const { host, port: number, adminListen, tlsCert } = subject.config;
    const isSecure = tlsCert !== undefined;
    const places = [
      { host, port: number, setting: "port", isSecure },
      ...(adminListen ? [{ ...adminListen, setting: "admin_listen", isSecure }] : []),
    ];
    const fixed = places.filter(place => place.port !== 0);
    if (fixed.length === 0) return [ok("Any free port is taken at a start.")];
    return Promise.all(
      fixed.map(place => (subject.isHeld ? whoIsThere(place, subject) : isFree(place, subject))),
    );
  },
};

async function isFree(place: Place, { system }: Subject): Promise<Finding> {
  const code = await system.listenFault(place);
  const where = `Port ${place.port} on ${place.host}`;
  const change = `End that program, or change ${place.setting}.`;
  if (code === undefined) return ok(`${where} is free.`);
  if (code === "EADDRINUSE") return fail(`${where} is in use by another program.`, change);
  if (code === "EACCES") {
    return fail(
      `${where} needs more rights than this user has.`,
      `Take a port from 1024 on (${place.setting}).`,
    );
  }
  return fail(`${where} cannot be listened on: ${code}.`, "Set host to an address of this machine.");
}

async function whoIsThere(place: Place, { askHealth, socketHealth }: Subject): Promise<Finding> {
  const reply = await askHealth({ url: urlOf(place), ...(place.isSecure && { anyCertificate: true }) });
  const where = `port ${place.port} on ${place.host}`;
  if (isSameServer(reply, socketHealth)) return ok(`The server answers at ${where}.`);
  if (reply.kind === "silent") {
    const sentence = `The server runs, and not at ${where}, as the configuration here says.`;
    return warn(
      sentence,
      "Give this command the server's own environment and --config; start flags are unknown here.",
    );
  }
  const sentence = `Something else than the server on this folder answers at ${where}.`;
  return fail(sentence, `End that program, or change ${place.setting}; then start the server again.`);
}

function urlOf({ host, port: number, isSecure }: Place): string {
  const near = NEAR[host] ?? host;
  return `${isSecure ? "https" : "http"}://${near.includes(":") ? `[${near}]` : near}:${number}`;
}
