import type { Action } from "@sluice/policy";
import type { JsonObject } from "@sluice/token";
import { openMediamtxApi } from "./apis/mediamtx.ts";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { asksMoreThanOnce } from "./naming/asks-more-than-once.ts";
import { filledField, hasField, readJsonFields, textField } from "./naming/json-fields.ts";
import { carrierLimitsBytes, fillsCarrier, looksCut } from "./naming/looks-cut.ts";
import { tokenOfQuery } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";
import { tokenOfTwoBoxes } from "./naming/two-boxes.ts";

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["publish", "publish"],
  ["read", "play"],
  ["playback", "play"],
]);
/** Its own control API, metrics and profiles; asked about by default since 1.20.1. */
const MANAGING: ReadonlySet<string> = new Set(["api", "metrics", "pprof"]);

/**
 * MediaMTX 1.9 and later, `authMethod: http`. Any 2xx allows and nothing else does; it quotes the body of a refusal in its
 * log. It waits for the answer in the loop that serves all its paths.
 */
export const mediamtx: MediaServerHook = {
  kind: "mediamtx",
  tellsEnds: false,
  parse,
  render,
  openApi: openMediamtxApi,
};

function parse({ body }: HookCall): HookEvent {
  const fields = readJsonFields(body);
  if (!fields) return malformed("body");
  const said = textField(fields, "action") ?? "";
  if (MANAGING.has(said)) return managing(fields);
  const action = ACTIONS.get(said);
  if (!action) return malformed("action");
  const path = textField(fields, "path");
  if (!path) return malformed("path");
  const { stream, token: ofPath } = readStreamName(path);
  if (stream === "") return malformed("path");
  const token = tokenOf(fields) ?? ofPath;
  const protocol = (textField(fields, "protocol") ?? "").toLowerCase();
  return {
    event: "open",
    action,
    stream,
    token,
    mayBeCut: mayBeCut(fields, token, protocol),
    client: { ip: filledField(fields, "ip"), userAgent: filledField(fields, "userAgent") },
    protocol,
    connectionId: filledField(fields, "id"),
    asksAgain: asksMoreThanOnce.has(protocol),
    ...withoutSession(fields, said, protocol),
  };
}

/**
 * What a question without a session's id is. HLS before 1.18 has none for anything and asks for each file; from 1.19 on,
 * which tells the User-Agent, only pages have none. In between a page is not told from a file, and judged as one.
 */
function withoutSession(
  fields: JsonObject,
  said: string,
  protocol: string,
): { readonly isProbe?: true; readonly isEachResource?: true } {
  if (said === "playback") return { isEachResource: true };
  if (filledField(fields, "id") !== undefined) return {};
  if (protocol === "webrtc" || protocol === "moq") return { isProbe: true };
  if (protocol !== "hls") return {};
  return hasField(fields, "userAgent") ? { isProbe: true } : { isEachResource: true };
}

/** Its own `token` (since 1.12.3: Bearer, password or query), then the boxes, then the query as it came. */
function tokenOf(fields: JsonObject): string | undefined {
  const boxes = tokenOfTwoBoxes(textField(fields, "user") ?? "", textField(fields, "password") ?? "");
  return filledField(fields, "token") ?? boxes ?? tokenOfQuery(textField(fields, "query") ?? "");
}

function mayBeCut(fields: JsonObject, token: string | undefined, protocol: string): boolean {
  if (token !== undefined && looksCut(token)) return true;
  if (protocol !== "srt") return false;
  // MediaMTX has taken the stream id apart; put together in its own form it is as long as it was.
  const parts = ["action", "path", "user", "password", "query"].map(name => textField(fields, name) ?? "");
  return fillsCarrier(parts.join(":"), carrierLimitsBytes.srt);
}

function managing(fields: JsonObject): HookEvent {
  const password = filledField(fields, "password") ?? textField(fields, "token") ?? "";
  return { event: "manage", username: textField(fields, "user") ?? "", password };
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome, event: HookEvent): HookAnswer {
  if (outcome.outcome !== "refused") return { status: 200 };
  return {
    status: isBare(event) ? 401 : 403,
    contentType: "text/plain; charset=utf-8",
    body: `${outcome.title} (${outcome.reason}, ${outcome.ref})`,
  };
}

/** Whoever sent no credential at all is asked for one: RTSP clients and browsers first come without. */
function isBare(event: HookEvent): boolean {
  if (event.event === "manage") return event.username === "" && event.password === "";
  return event.event === "open" && event.token === undefined;
}
