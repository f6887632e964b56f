import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import type { ApiTrial } from "./examine/try-server-api.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

type Subject = Pick<LocalServer, "config" | "isHeld" | "tryServerApi">;

/** Does each media server's own API take our credentials, and would it cut a client that we name? */
export const serverApis: DoctorCheck<Subject> = {
  name: "server-apis",
  async look({ config, isHeld, tryServerApi }) {
    const found = await Promise.all(
      config.servers.map(async server => judge(server, await tryServerApi(server), isHeld !== false)),
    );
    const findings = found.flat();
    return findings.length > 0 ? findings : [ok("No media server has an API that is configured.")];
  },
};

function judge(
  { name, kind, api }: MediaServerSettings,
  trial: ApiTrial | undefined,
  isRunning: boolean,
): readonly Finding[] {
  if (!api) return [];
  const { host } = new URL(api.url);
  if (!trial) {
    const sentence = `servers.${name} has an API, and Sluice knows none of its kind.`;
    return [warn(sentence, `Take servers.${name}.api away: it has no effect.`)];
  }
  if (trial.list !== "ok") {
    const sentence = `The API of ${name} at ${host} is of no use: ${trial.list.problem}.`;
    // MediaMTX asks Sluice who may use its API.
    if (kind === "mediamtx" && !isRunning)
      return [warn(sentence, "Look again while the server runs: it is asked.")];
    return [
      fail(sentence, `See that it runs, and that servers.${name}.api has its address and credentials.`),
    ];
  }
  return [judgeKick(name, host, trial.kick)];
}

function judgeKick(name: string, host: string, kick: ApiTrial["kick"]): Finding {
  if (kick === "gone")
    return ok(`The API of ${name} at ${host} lists its clients, and cuts whom it is told.`);
  if (kick === "unsupported") {
    const sentence = `The API of ${name} at ${host} lists its clients, and can cut nobody.`;
    return warn(sentence, "See the server's page in docs/hooks for how a withdrawn token ends there.");
  }
  const why = typeof kick === "object" ? kick.problem : "it says that it cut a client who does not exist";
  const sentence = `The API of ${name} at ${host} lists its clients, and does not cut them: ${why}.`;
  return fail(sentence, `Let these credentials kick, too; see the server's page in docs/hooks.`);
}
