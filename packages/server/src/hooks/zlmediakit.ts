import type { Action } from "@sluice/policy";
import { openZlmediakitApi } from "./apis/zlmediakit.ts";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { isForm } from "./naming/is-form.ts";
import { readJsonFields } from "./naming/json-fields.ts";
import { looksCut } from "./naming/looks-cut.ts";
import { readOrderedForm } from "./naming/ordered-form.ts";
import { tokenOfQuery } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";

const ASKED: ReadonlyMap<string, Action> = new Map([
  ["on_publish", "publish"],
  ["on_play", "play"],
]);
/**
 * Told, whatever is answered. `on_rtsp_realm` is answered without a realm, so that RTSP players are asked about by
 * `on_play` like all others.
 */
const NOTICES: ReadonlySet<string> = new Set([
  "on_record_hls",
  "on_record_mp4",
  "on_record_ts",
  "on_rtp_server_timeout",
  "on_rtsp_realm",
  "on_send_rtp_stopped",
  "on_server_exited",
  "on_server_keepalive",
  "on_server_started",
  "on_stream_none_reader",
  "on_stream_not_found",
]);
/** Protocols whose players ask more than once for one viewer. */
const ASKING_AGAIN: ReadonlySet<string> = new Set(["hls", "hls.fmp4"]);

type Fields = ReadonlyMap<string, string>;

/**
 * ZLMediaKit: a URL for each hook, whose last part says which. Only status 200 with a `code` is an answer; anything else is
 * asked again after 3 s, so that refusals are 200, too. What nobody may have is refused and not merely noted: files
 * (`on_http_access`), RTSP passwords (`on_rtsp_auth`) and the shell (`on_shell_login`).
 */
export const zlmediakit: MediaServerHook = {
  kind: "zlmediakit",
  parse,
  render,
  openApi: openZlmediakitApi,
};

function parse(call: HookCall): HookEvent {
  const [hook = "", ...deeper] = call.rest;
  if (call.method !== "POST") return malformed("method");
  if (deeper.length > 0) return malformed("path");
  if (NOTICES.has(hook)) return { event: "notice" };
  if (hook === "on_stream_changed") return changed(call);
  const action = ASKED.get(hook);
  if (action === undefined && hook !== "on_flow_report") return malformed("path");
  const fields = fieldsOf(call);
  if (fields === undefined) return malformed("body");
  const connectionId = fields.get("id");
  if (!connectionId) return malformed("id");
  if (action === undefined) return { event: "close", connectionId, bytes: bytesOf(fields) };
  // Publishers' questions at the address of players': a token for playing would publish.
  if (action === "play" && fields.has("originType")) return malformed("path");
  return open(fields, action, connectionId);
}

/**
 * A stream that is gone has no publisher: of those by WebRTC nothing else tells, whose `on_flow_report` comes under another id.
 * Each stream is told in every form it is served in; as RTSP it is what WebRTC publishes.
 */
function changed(call: HookCall): HookEvent {
  const fields = fieldsOf(call);
  const { stream } = readStreamName(fields?.get("stream") ?? "");
  const application = fields?.get("app");
  const isOver = fields?.get("regist") === "false" || fields?.get("regist") === "0";
  if (!isOver || fields?.get("schema") !== "rtsp" || !application || stream === "")
    return { event: "notice" };
  return { event: "close", connectionId: undefined, action: "publish", application, stream };
}

function open(fields: Fields, action: Action, connectionId: string): HookEvent {
  const application = fields.get("app");
  const name = fields.get("stream");
  if (!application) return malformed("app");
  if (!name) return malformed("stream");
  const named = readStreamName(name);
  const token = tokenOfQuery(fields.get("params") ?? "") ?? named.token;
  const schema = (fields.get("schema") ?? "").toLowerCase();
  return {
    event: "open",
    action,
    application,
    stream: named.stream,
    token,
    mayBeCut: token !== undefined && looksCut(token),
    client: { ip: fields.get("ip") || undefined, userAgent: undefined },
    protocol: protocolOf(schema, (fields.get("protocol") ?? "").toLowerCase()),
    connectionId,
    asksAgain: action === "play" && ASKING_AGAIN.has(schema),
  };
}

/** `schema` is what is played and `protocol` how it is sent: FLV is `rtmp` by `http`. */
function protocolOf(schema: string, protocol: string): string {
  if (schema.startsWith("hls")) return "hls";
  if (schema === "rtc") return "webrtc";
  if (!/^(?:http|ws)s?$/.test(protocol)) return protocol || schema;
  return schema === "rtmp" ? "flv" : schema;
}

/** Some builds send JSON, others a form; both say the same. A field that comes twice is in neither. */
function fieldsOf({ headers, body }: HookCall): Fields | undefined {
  if (isForm({ headers })) {
    const form = readOrderedForm(body.toString("utf8"));
    const fields = new Map(form.map(({ name, value }) => [name, value]));
    return fields.size === form.length ? fields : undefined;
  }
  const json = readJsonFields(body);
  if (json === undefined) return undefined;
  return new Map(
    Object.entries(json).flatMap(([name, value]) => (isScalar(value) ? [[name, `${value}`]] : [])),
  );
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function bytesOf(fields: Fields): number | undefined {
  const total = fields.get("totalBytes") ?? "";
  return /^\d{1,15}$/.test(total) ? Number(total) : undefined;
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

/** Members beyond these would change how the stream is handled. */
function render(outcome: HookOutcome): HookAnswer {
  const said =
    outcome.outcome === "refused"
      ? { code: 403, msg: `${outcome.reason} ${outcome.ref}` }
      : { code: 0, msg: "success" };
  return { status: 200, contentType: "application/json", body: JSON.stringify(said) };
}
