import type { ComparedCall } from "../compat-system.ts";

/** What Ant Media serves below `/{app}/streams/`, and how its players and encoders carry tokens. */
export const comparedMedia: readonly ComparedCall[] = [
  {
    call: "GET /{app}/streams/{id}.m3u8",
    likeness: "safer",
    note: "Plays in every player: the token is exchanged once for a session in the addresses of the playlist, no cookie is needed, and whoever copies the address is refused.",
  },
  {
    call: "GET /{app}/streams/{id}_adaptive.m3u8",
    likeness: "safer",
    note: "The same playlist; with adaptive bitrate `{id}.m3u8` is there, too.",
  },
  {
    call: "GET /{app}/streams/{id}_480p1000kbps.m3u8",
    likeness: "safer",
    note: "The stream with this rendition alone: the one of this name, or else of this height; 404 where there is none.",
  },
  {
    call: "GET /{app}/streams/{id}/{id}.mpd",
    likeness: "safer",
    note: "As for HLS: segments lie under the session, and players need not append the token to them.",
  },
  {
    call: "GET /{app}/streams/{id}.mp4",
    likeness: "safer",
    note: "Redirects to the file under the session, so that players seek without the token; a person's browser gets the player page.",
  },
  {
    call: "GET /{app}/streams/{id}_1.mp4, with a date, a rendition, in sub-folders, .webm, .mp3",
    likeness: "same",
    note: "The file of this name in the stream's folder at the origin, opened by the stream's tokens.",
  },
  {
    call: "GET /{app}/streams/ll-hls/{id}/{id}__master.m3u8, chunked/{id}/master.m3u8",
    likeness: "safer",
    note: "The stream's own playlist, as its origin packs it.",
  },
  {
    call: "GET /{app}/streams/drm/{id}/master.mpd, master.m3u8",
    likeness: "same",
    note: "The stream's own manifest; whether it is encrypted is the origin's matter.",
  },
  {
    call: "GET a segment (.ts, .m4s, .fmp4) with a token",
    likeness: "safer",
    note: "Segments are under sessions alone: 403 without a good token, and 404 with one, which is not spent.",
  },
  {
    call: "GET /{app}/previews/{id}.png",
    likeness: "not-offered",
    note: "404, and only to who has a token of the stream: Ant Media gives pictures of protected streams to anybody.",
  },
  {
    call: "which stream a file name is of",
    likeness: "safer",
    note: "A registered id or alias wins (`cam_1.mp4` is cam_1, `foo_720p.m3u8` is foo_720p, ids may hold `streams`, `mpd`, `__`); only then the suffixes of Ant Media are taken off.",
  },
  {
    call: "query token, subscriberId, subscriberCode",
    likeness: "same",
    note: "Headers and cookies of our own besides; none of them is passed on to the origin.",
  },
  {
    call: "one-time token: when it is spent",
    likeness: "safer",
    note: "With the first answer that plays: not by HEAD, OPTIONS, other methods, prefetching, link previews, a file that is missing or a stream that is off air; and by one viewer at most, however many ask at once.",
  },
  {
    call: "JSESSIONID",
    likeness: "not-offered",
    note: "No cookie is set: a browser may play several streams at once, in frames of other sites, too, and a session ends with its token's revocation.",
  },
  {
    call: "403 Invalid Token for streamId:{id}, Invalid JWT Token, Invalid Hash, Time Based subscriber id or code is invalid",
    likeness: "safer",
    note: "Their statuses and texts, with CORS headers, `Sluice-Reason` and `Sluice-Ref`; JSON for who accepts it, a page for people; the id is the address's own, so that nobody learns which streams there are.",
  },
  {
    call: "403 Viewer Limit Reached",
    likeness: "same",
    note: "The stream's or the token's own limit of sessions.",
  },
  {
    call: "401 Subscriber is blocked",
    likeness: "safer",
    note: "Whatever is asked for, also MP4 and HEAD; a block ends the sessions that run.",
  },
  {
    call: "403 Invalid Request Type, 403 Cannot specified the stream id from the url",
    likeness: "same",
    note: "",
  },
  {
    call: "404 for a file that is missing",
    likeness: "safer",
    note: "Behind the token's check, too, and nothing is spent.",
  },
  {
    call: "ClusterAuthorization",
    likeness: "not-offered",
    note: "Always refused: 403 in their words. There is no cluster, and edges are told by `edge_urls` and docs/edges.md.",
  },
  {
    call: "query start, end (a part of a playlist)",
    likeness: "not-offered",
    note: "Passed on to the origin, which may know them.",
  },
  {
    call: "setting hlsSegmentFileSuffixFormat, httpForwardingExtension, httpForwardingBaseURL",
    likeness: "not-offered",
    note: "The origin names its segments; instead of forwarding, the application's origin or its `edge_urls` is where the media is.",
  },
  {
    call: "play.html?id=…&token=…",
    likeness: "safer",
    note: "Also `name`, `subscriberId`, `subscriberCode`, `playOrder`, `autoplay`, `mute`, `id=streams/{id}.mp4`; loading it spends nothing, and the token leaves the address bar. Other parameters change nothing. A recording beside a stream (`{id}_1.mp4`) plays at its own address, or as a stream of its own.",
  },
  {
    call: "play.html by WebRTC, the default playOrder webrtc,hls",
    likeness: "not-offered",
    note: "Not yet: plays by the next way that the stream has.",
  },
  {
    call: "WebSocket /{app}/websocket (publish, play)",
    likeness: "not-offered",
    note: "Not yet. A media server that speaks WebRTC asks here by its hook: docs/hooks.md.",
  },
  {
    call: "WHIP POST /{app}/whip/{id}",
    likeness: "not-offered",
    note: "Not yet. A media server that speaks WHIP asks here by its hook: docs/hooks.md.",
  },
];
