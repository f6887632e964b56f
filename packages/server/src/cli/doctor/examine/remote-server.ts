import { connectToUrl } from "../../connection/http.ts";
import type { RemoteServer } from "../subjects.ts";
import { askHealth } from "./ask-health.ts";
import type { System } from "./system.ts";

/** Asks a server somewhere else. Throws PlainFailure when the URL is none. */
export async function examineRemoteServer(
  url: string,
  apiKey: string | undefined,
  system: System,
): Promise<RemoteServer> {
  const connection = connectToUrl(url, apiKey);
  return {
    system,
    name: connection.name,
    health: await askHealth({ url }, () => system.nowMilliseconds()),
    async whoAmI() {
      try {
        return await connection.call({ method: "GET", path: "/v1/whoami" });
      } finally {
        await connection.close();
      }
    },
  };
}
