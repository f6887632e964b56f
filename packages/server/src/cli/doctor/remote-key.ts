import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { RemoteServer } from "./subjects.ts";

const CHANGE = "Set SLUICE_API_KEY to a key of this server.";

/** Is the API key that this shell has one of the server's? */
export const remoteKey: DoctorCheck<Pick<RemoteServer, "name" | "health" | "whoAmI">> = {
  name: "api-key",
  async look({ name, health, whoAmI }) {
    if (health.kind !== "sluice") return [];
    const { status } = await whoAmI();
    if (status === 200) return [ok(`${name} knows this API key.`)];
    if (status === 401) return [fail(`${name} does not take the API key given, or there is none.`, CHANGE)];
    if (status === 404) {
      const change = "Use --url with the admin listener's address (SLUICE_ADMIN_LISTEN).";
      return [warn(`${name} has no API at this address.`, change)];
    }
    return [warn(`${name} answers to the API key with status ${status}.`, "See the server's log.")];
  },
};
