import { findApplication } from "../../commands/applications/find-application.ts";
import { findStream } from "../../commands/streams/find-stream.ts";
import { updateStream } from "../../commands/streams/update-stream.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import type { CompatAnswer, CompatRoute } from "../compat-system.ts";
import { changeFor, inForce, isBehaviour, OWN_BEHAVIOURS } from "./behaviour.ts";
import { readBehaviour } from "./read-behaviour.ts";

/** Where a video or live stream is, and the name that wraps it there; undefined: nothing does. */
const places = [
  { url: "/platform/v3/videos/:id", wrap: undefined },
  { url: "/platform/v3/livestreams/:id", wrap: undefined },
  { url: "/api/v2.0/videos/:id", wrap: "video" },
  { url: "/api/v2.0/live_streams/:id", wrap: "live_stream" },
] as const;

const unknownVideo = { problem: { reason: "not-found", detail: "there is no such stream" } } as const;

/** One video or live stream, as far as it is about tokens: see and change `playback_token_behavior`. */
export const videoRoutes: readonly CompatRoute[] = places.flatMap(({ url, wrap }) => [
  seen(url, wrap),
  changed(url, wrap),
]);

function seen(url: string, wrap: string | undefined): CompatRoute {
  return {
    method: "GET",
    url,
    scope: "streams:read",
    answer: async (dependencies, { params }, actor) => {
      const { id = "" } = params;
      const found = findStream(dependencies.registry, actor, id);
      const application = found && findApplication(dependencies.registry, actor, applicationOf(found));
      if (!found || !application) return unknownVideo;
      const located = dependencies.registry.named(actor.organization, found.name);
      if (!located) return unknownVideo;
      const { enforcement, embedsToken = false } = located;
      const word = inForce({ play: enforcement.play, embedToken: embedsToken });
      const { value } = found;
      const isOwn = value.enforcement.play !== undefined || value.embedsToken !== undefined;
      const video = {
        id,
        name: found.name,
        playback_token_behavior: value.followsDefault && !isOwn ? "FOLLOW_DEFAULT" : word,
        playback_token_behavior_in_force: word,
      };
      return answered(video, wrap);
    },
  };
}

function changed(url: string, wrap: string | undefined): CompatRoute {
  const { answer } = seen(url, wrap);
  return {
    method: "PATCH",
    url,
    scope: "streams:write",
    answer: async (dependencies, call, actor) => {
      const read = readBehaviour(call.body, {
        isWord: isBehaviour,
        words: [...OWN_BEHAVIOURS, "FOLLOW_DEFAULT"],
      });
      if ("problem" in read) return read;
      const { id: name = "" } = call.params;
      const order = { name, version: undefined, change: changeFor(read.word) };
      const outcome = await updateStream(dependencies, actor, order);
      return "problem" in outcome ? outcome : answer(dependencies, call, actor);
    },
  };
}

function applicationOf({ name }: DeclaredStream): string {
  return name.slice(0, name.indexOf("/"));
}

function answered(video: object, wrap: string | undefined): CompatAnswer {
  return { status: 200, json: wrap === undefined ? video : { [wrap]: video } };
}
