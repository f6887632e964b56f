import { isPlainlyPrivateHost } from "../../lib/network-address.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { isSameServer } from "./examine/is-same-server.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** The system's codes for a place that may be in order and only not reachable from inside its own network. */
const MAY_BE_THE_NETWORK: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

type Subject = Pick<LocalServer, "config" | "socketHealth" | "askHealth">;

/** Do the links that the server prints lead to this very server? */
export const publicUrl: DoctorCheck<Subject> = {
  name: "public-url",
  async look({ config, socketHealth, askHealth }) {
    if (socketHealth?.kind !== "sluice" || config.publicUrl === undefined) return [];
    return [await follow(config.publicUrl, socketHealth, askHealth)];
  },
};

async function follow(
  url: string,
  ours: NonNullable<Subject["socketHealth"]>,
  askHealth: Subject["askHealth"],
): Promise<Finding> {
  const reply = await askHealth({ url });
  if (isSameServer(reply, ours)) return ok(`${url} leads to this server.`);
  const change = "Set public_url to where viewers reach this server, and see to the proxy in front of it.";
  switch (reply.kind) {
    case "sluice":
      return fail(`${url} leads to another Sluice server (version ${reply.version}).`, change);
    case "other":
      return fail(`${url} leads to something else (it answers with status ${reply.httpStatus}).`, change);
    case "silent": {
      const sentence = `${url} cannot be reached from here: ${reply.fault}.`;
      const mayBeTheNetwork =
        MAY_BE_THE_NETWORK.has(reply.code) && !isPlainlyPrivateHost(new URL(url).hostname);
      return mayBeTheNetwork ? warn(sentence, `Try it from outside. ${change}`) : fail(sentence, change);
    }
  }
}
