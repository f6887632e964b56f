import { changePlayDefault } from "../../commands/applications/change-play-default.ts";
import { findApplication } from "../../commands/applications/find-application.ts";
import type { CompatRoute } from "../compat-system.ts";
import { behaviours, inForce, isOwnBehaviour, OWN_BEHAVIOURS } from "./behaviour.ts";
import { readBehaviour } from "./read-behaviour.ts";

/** Ours: they document no address for the default of a workspace, which their pages set. */
const url = "/platform/v3/workspaces/:id";

const see: CompatRoute = {
  method: "GET",
  url,
  scope: "streams:read",
  answer: async ({ registry }, { params }, actor) => {
    const { id = "" } = params;
    const found = findApplication(registry, actor, id);
    if (!found) return { problem: { reason: "not-found", detail: "there is no such application" } };
    const { enforcement, embedsToken = false } = found.value;
    const word = inForce({ play: enforcement.play, embedToken: embedsToken });
    return { status: 200, json: { id, name: id, playback_token_behavior: word } };
  },
};

const change: CompatRoute = {
  method: "PATCH",
  url,
  scope: "streams:write",
  answer: async (dependencies, call, actor) => {
    const read = readBehaviour(call.body, { isWord: isOwnBehaviour, words: OWN_BEHAVIOURS });
    if ("problem" in read) return read;
    const { id: name = "" } = call.params;
    const outcome = await changePlayDefault(dependencies, actor, { name, ...behaviours[read.word] });
    return "problem" in outcome ? outcome : see.answer(dependencies, call, actor);
  },
};

/** The default of a workspace, which is an application here: `playback_token_behavior` of streams that are made from now on. */
export const workspaceRoutes: readonly CompatRoute[] = [see, change];
