import type { Actor } from "../../commands/actor.ts";
import { readApplication } from "../../commands/applications/read-applications.ts";
import { updateApplication } from "../../commands/applications/update-application.ts";
import type { CommandProblem } from "../../commands/command-problem.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatAnswer, CompatCall, CompatProblem, CompatRoute } from "../compat-system.ts";
import { readJson } from "../read-json.ts";
import { readSettings } from "./read-settings.ts";

const URL = "/rest/v2/applications/settings/:appname";

const read: CompatRoute = {
  method: "GET",
  url: URL,
  scope: "streams:read",
  async answer({ registry }, { params }, actor) {
    const application = readApplication(registry, actor, params.appname ?? "");
    if (!application) return { problem: { reason: "not-found", detail: "there is no such application" } };
    return { status: 200, json: application.antmedia };
  },
};

/** Both ways in which clients send them. Only what is given is changed; null takes a setting back to its default. */
const write = (["POST", "PUT"] as const).map(
  (method): CompatRoute => ({ method, url: URL, scope: "streams:write", answer: changeSettings }),
);

async function changeSettings(
  dependencies: CompatDependencies,
  { params, body }: CompatCall,
  actor: Actor,
): Promise<CompatAnswer | { readonly problem: CompatProblem }> {
  const json = readJson(body);
  if ("problem" in json) return json;
  const settings = readSettings(json.value);
  if ("refused" in settings) return changed(false, settings.refused);
  const change = { antmedia: settings.change };
  const order = { name: params.appname ?? "", version: undefined, change };
  const outcome = await updateApplication(dependencies, actor, order);
  if ("done" in outcome) return changed(true);
  return outcome.problem.reason === "not-permitted" ? outcome : changed(false, inTheirWords(outcome.problem));
}

/** Settings are named as they were sent. */
function inTheirWords({ detail, errors }: CommandProblem): string {
  const said = errors?.map(({ field, message }) => `${field.replace(/^antmedia\./, "")}: ${message}`);
  return said?.join("; ") ?? detail;
}

/** The console's Result is written by another library: what is null is left out. */
function changed(success: boolean, message?: string): CompatAnswer {
  return { status: 200, json: { success, ...(message === undefined ? {} : { message }), errorId: 0 } };
}

/** Settings of an application, at the address of their console. */
export const settingsRoutes: readonly CompatRoute[] = [read, ...write];
