import type { CreatedAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { grantRows } from "./token-rows.ts";

/** A new token. Each link, or the token where it has none, is a line of its own without indentation: easy to copy. */
export function createdText(token: CreatedAnswer, nowSeconds: number): string {
  return [
    `${colour.good("Created")} ${token.kind} token ${token.id}`,
    columns(grantRows(token, nowSeconds)),
    "",
    ...linkLines(token),
    ...addressLines(token),
  ].join("\n");
}

function linkLines({ token, playback_url, urls }: CreatedAnswer): readonly string[] {
  if (playback_url === null) return ["The token; this is shown once:", token];
  const first = ["Open this to play; this is shown once:", playback_url];
  return urls.hls === undefined ? first : [...first, "", "The same for players that take HLS:", urls.hls];
}

/** Where the media servers take it. */
function addressLines({ action, urls: { rtmp, rtsp, srt, whip, whep } }: CreatedAnswer): readonly string[] {
  const by = { RTMP: rtmp, RTSP: rtsp, SRT: srt, WHIP: whip, WHEP: whep };
  return Object.entries(by).flatMap(([protocol, address]) =>
    address === undefined ? [] : ["", `To ${action} by ${protocol}:`, address],
  );
}
