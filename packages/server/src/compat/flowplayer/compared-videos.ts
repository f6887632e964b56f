import type { ComparedCall } from "../compat-system.ts";

/** How the behaviour of videos, live streams and workspaces fares here, and what embed codes hold. */
export const comparedVideos: readonly ComparedCall[] = [
  {
    call: "PATCH …/videos/{id}, …/livestreams/{id}, …/live_streams/{id}",
    likeness: "same",
    note: "`playback_token_behavior`, flat, and at Wowza's address inside `video` or `live_stream`, sets the stream's one setting. `id` is an alias of the stream, or its name. Other fields are about what is not kept here: they are passed over, and a body with none but those is 422. A stream of the configuration file is 409.",
  },
  {
    call: "GET …/videos/{id}, …/livestreams/{id}, …/live_streams/{id}",
    likeness: "same",
    note: "the id, the name and `playback_token_behavior` alone; `playback_token_behavior_in_force`, ours, says what FOLLOW_DEFAULT comes to.",
  },
  {
    call: "playback_token_behavior NO_TOKEN",
    likeness: "same",
    note: "`enforcement.play` is `off`. Whoever plays goes on; switched back, what plays without a token ends at once.",
  },
  {
    call: "playback_token_behavior BASIC_TOKEN",
    likeness: "safer",
    note: "`GET /v1/streams/{name}/embed-code` answers HTML with a token for this one stream for 48 hours, which is renewed while the page plays, for 7 days at most, and never once it is revoked or the behaviour is another; a page that stands for longer asks for its code anew.",
  },
  {
    call: "playback_token_behavior ADVANCED_TOKEN",
    likeness: "same",
    note: "`enforcement.play` is `enforce`; embed codes have a place for a token of yours. Tokens of earlier embed codes end at once.",
  },
  {
    call: "playback_token_behavior FOLLOW_DEFAULT",
    likeness: "same",
    note: "the stream goes along with its workspace, now and after each change.",
  },
  {
    call: "Default token behavior of a workspace",
    likeness: "safer",
    note: "`GET` and `PATCH /platform/v3/workspaces/{id}`, an address of ours, for they document none; `id` is an application. Streams that are registered keep what they have, unless they say FOLLOW_DEFAULT; those made afterwards have the new default.",
  },
  {
    call: "POST, PUT, DELETE …/videos and the like",
    likeness: "not-offered",
    note: "nothing is uploaded here: register streams by `POST /v1/streams`.",
  },
  {
    call: "Player tokens (Players, Tokens)",
    likeness: "not-offered",
    note: "the player needs no licence; limit a token or a stream to `domains` instead.",
  },
];
