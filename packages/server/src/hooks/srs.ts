import type { Action } from "@sluice/policy";
import type { JsonObject } from "@sluice/token";
import { openSrsApi } from "./apis/srs.ts";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { countField, filledField, idField, readJsonFields, textField } from "./naming/json-fields.ts";
import { carrierLimitsBytes, fillsCarrier, looksCut } from "./naming/looks-cut.ts";
import { readOrderedForm } from "./naming/ordered-form.ts";
import { tokenOfQuery } from "./naming/query-token.ts";
import { type SrsClient, srsConnectionId } from "./naming/srs-connection-id.ts";
import { tokenOfSrtKeys } from "./naming/srt-keys.ts";
import { readStreamName } from "./naming/stream-name.ts";

interface CallForm {
  readonly says: "open" | "close" | "notice";
  /** Undefined: whatever the connection carries. */
  readonly action?: Action;
}

/** Every call of srs_app_http_hooks.cpp that wants no more than a yes (7.0.18), by its field `action`. */
const CALLS: ReadonlyMap<string, CallForm> = new Map([
  ["on_connect", { says: "notice" }],
  ["on_publish", { says: "open", action: "publish" }],
  ["on_play", { says: "open", action: "play" }],
  ["on_unpublish", { says: "close", action: "publish" }],
  ["on_stop", { says: "close", action: "play" }],
  ["on_close", { says: "close" }],
  ["on_dvr", { says: "notice" }],
  ["on_hls", { says: "notice" }],
]);

const PLAYLIST = /\.m3u8$/i;
const SCHEME = /^([a-z][a-z0-9+.-]{0,15}):\/\//i;

/**
 * SRS 3 to 7, `http_hooks`. Status 200 with `{"code":0}` allows; a refusal is one twice, by its status and by its code. SRS
 * writes every answer into its log. Client ids are unique in one server: two servers need two entries in the configuration.
 */
export const srs: MediaServerHook = {
  kind: "srs",
  parse,
  render,
  openApi: openSrsApi,
};

function parse({ body, rest, server }: HookCall): HookEvent {
  const fields = readJsonFields(body);
  if (!fields) return malformed("body");
  const said = textField(fields, "action") ?? "";
  const form = CALLS.get(said);
  if (!form) return malformed("action");
  if (rest.length > 1 || (rest[0] ?? said) !== said) return malformed("path");
  if (form.says === "notice") return { event: "notice" };
  const clientId = idField(fields, "client_id");
  if (clientId === undefined) return malformed("client_id");
  const typed = textField(fields, "stream") ?? "";
  const client: SrsClient = { clientId, isPlaylist: form.action === "play" && PLAYLIST.test(typed) };
  const { action } = form;
  if (form.says === "open" && action) return opening(fields, action, client, server.trustsClientAddress);
  return { event: "close", connectionId: srsConnectionId(client), action, bytes: bytesOf(fields) };
}

function opening(
  fields: JsonObject,
  action: Action,
  client: SrsClient,
  trustsClientAddress: boolean,
): HookEvent {
  const app = textField(fields, "app");
  const typed = textField(fields, "stream");
  // WHIP clients write it: of what is read here as something else than by SRS nothing is opened.
  if (!app || app.includes("?") || app.startsWith("/")) return malformed("app");
  // A name that is published and ends like a playlist would be played as the one without the ending.
  if (!typed || typed.includes("?") || (action === "publish" && PLAYLIST.test(typed)))
    return malformed("stream");
  const named = readStreamName(`${app}/${client.isPlaylist ? typed.replace(PLAYLIST, "") : typed}`);
  const protocol = protocolOf(fields, client);
  const param = (textField(fields, "param") ?? "").replaceAll("#", "&");
  const token = tokenOfParam(param, protocol) ?? named.token;
  return {
    event: "open",
    action,
    stream: named.stream,
    token,
    mayBeCut:
      (token !== undefined && looksCut(token)) ||
      (protocol === "srt" && fillsCarrier(`#!::r=${app}/${typed},m=${param}`, carrierLimitsBytes.srt)),
    // Its HTTP side believes X-Forwarded-For of everybody and `clientip` in bodies, and can call itself rtmp.
    client: { ip: trustsClientAddress ? filledField(fields, "ip") : undefined, userAgent: undefined },
    protocol,
    connectionId: srsConnectionId(client),
    asksAgain: protocol === "hls",
  };
}

/** RTMP, FLV and HLS begin it with `?`, SRT does not, WHIP sends its whole query. SRT's standard keys come as they are. */
function tokenOfParam(param: string, protocol: string): string | undefined {
  return protocol === "srt" ? tokenOfSrtKeys(readOrderedForm(param, "plus")) : tokenOfQuery(param);
}

/**
 * As far as SRS says: HTTP-FLV comes as rtmp. WHIP has no tcUrl. What the client wrote there decides nothing but the word in
 * lists.
 */
function protocolOf(fields: JsonObject, { isPlaylist }: SrsClient): string {
  if (isPlaylist) return "hls";
  const address = filledField(fields, "tcUrl");
  return address === undefined ? "webrtc" : (SCHEME.exec(address)?.[1] ?? "").toLowerCase();
}

function bytesOf(fields: JsonObject): number | undefined {
  const sent = countField(fields, "send_bytes");
  const received = countField(fields, "recv_bytes");
  return sent === undefined && received === undefined ? undefined : (sent ?? 0) + (received ?? 0);
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome): HookAnswer {
  if (outcome.outcome !== "refused") return answer(200, { code: 0, msg: "ok" });
  const { title, reason, ref } = outcome;
  return answer(403, { code: 403, msg: `${title} (${reason}, ${ref})` });
}

function answer(status: number, body: { readonly code: number; readonly msg: string }): HookAnswer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}
