import type { Action } from "@sluice/policy";
import { openNginxRtmpApi } from "./apis/nginx-rtmp.ts";
import type {
  HookAnswer,
  HookCall,
  HookEvent,
  HookOutcome,
  MediaServerHook,
  OpenEvent,
} from "./media-server-hook.ts";
import { carrierLimitsBytes, fillsCarrier, looksCut } from "./naming/looks-cut.ts";
import { type FormField, firstOf, readOrderedForm } from "./naming/ordered-form.ts";
import { tokenOfFields, tokenOfQuery } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";

type Said = "open" | "again" | "close" | "notice";

interface CallForm {
  readonly says: Said;
  /** Undefined: both. */
  readonly action?: Action;
  /** The last field that the server writes: whatever follows is the client's. */
  readonly lastOwnField?: string;
  /** The path part, below the hook's address, that such calls may come to. */
  readonly endpoint: string;
}

/** Every call of ngx_rtmp_notify_module.c (master of 2024-12-24), by its field `call`. */
const CALLS: ReadonlyMap<string, CallForm> = new Map([
  ["connect", { says: "notice", endpoint: "on_connect" }],
  ["publish", { says: "open", action: "publish", lastOwnField: "type", endpoint: "on_publish" }],
  ["play", { says: "open", action: "play", lastOwnField: "reset", endpoint: "on_play" }],
  ["update_publish", { says: "again", action: "publish", lastOwnField: "name", endpoint: "on_update" }],
  ["update_play", { says: "again", action: "play", lastOwnField: "name", endpoint: "on_update" }],
  ["publish_done", { says: "close", action: "publish", endpoint: "on_publish_done" }],
  ["play_done", { says: "close", action: "play", endpoint: "on_play_done" }],
  ["done", { says: "close", endpoint: "on_done" }],
  ["disconnect", { says: "close", endpoint: "on_disconnect" }],
  ["record_done", { says: "notice", endpoint: "on_record_done" }],
]);

const ASKS_AGAIN_SECONDS = 30;
/** A name that is no address and no second header. */
const PLAIN_NAME = /^[\w.-]+(?:\/[\w.-]+)*$/;

/**
 * nginx-rtmp 1.1 and later: forms over HTTP/1.0, of which only the first digit of the answer's status is read. Clients' own
 * arguments follow the server's fields in the same form, so that of each field the first counts.
 */
export const nginxRtmp: MediaServerHook = {
  kind: "nginx-rtmp",
  asksAgainSeconds: ASKS_AGAIN_SECONDS,
  // ngx_rtmp_live_join returns at once when the connection is in a stream, and on_update then names the last one asked for.
  keepsFirstStream: true,
  parse,
  render,
  openApi: openNginxRtmpApi,
};

function parse(call: HookCall): HookEvent {
  const text = formOf(call);
  if (text === undefined) return malformed("method");
  const fields = readOrderedForm(text);
  const said = firstOf(fields, "call");
  const form = said === undefined ? undefined : CALLS.get(said);
  if (form === undefined) return malformed("call");
  // Another address is answered by other means while Sluice is down: it must never open anything.
  if (call.rest.length > 1 || (call.rest[0] ?? form.endpoint) !== form.endpoint) return malformed("path");
  if (form.says === "notice") return { event: "notice" };
  const connectionId = firstOf(fields, "clientid");
  if (connectionId === undefined || !/^\d{1,20}$/.test(connectionId)) return malformed("clientid");
  if (form.says === "close") return { event: "close", connectionId, action: form.action };
  return asked(form, fields, text, connectionId);
}

/** The form is the body, or with `notify_method get` the query. */
function formOf({ method, body, query }: HookCall): string | undefined {
  if (method === "POST") return body.toString("utf8");
  return method === "GET" ? query : undefined;
}

function asked(form: CallForm, fields: readonly FormField[], text: string, connectionId: string): HookEvent {
  const { action, lastOwnField = "", says } = form;
  const application = firstOf(fields, "app");
  const name = firstOf(fields, "name");
  if (!application) return malformed("app");
  if (!name) return malformed("name");
  const typed = argumentsOf(text, lastOwnField);
  if (action === undefined || typed === undefined) return malformed(lastOwnField);
  const open: OpenEvent = {
    event: "open",
    action,
    application,
    ...credentialOf(name, typed, firstOf(fields, "tcurl") ?? ""),
    client: { ip: addressOf(firstOf(fields, "addr")), userAgent: firstOf(fields, "flashver") || undefined },
    protocol: "rtmp",
    connectionId,
  };
  return says === "open"
    ? open
    : { event: "again", connectionId, progress: progressOf(fields, action), open };
}

/** What the client typed behind `?`, as it was written; undefined when the server's own fields are not all there. */
function argumentsOf(text: string, lastOwnField: string): string | undefined {
  const pairs = text.split("&");
  const from = pairs.findIndex(pair => pair.startsWith("call="));
  const last = pairs.findIndex((pair, at) => at > from && pair.startsWith(`${lastOwnField}=`));
  return last < 0 ? undefined : pairs.slice(last + 1).join("&");
}

/** The stream, and the token from the arguments, the name, or the address that the client connected to. */
function credentialOf(
  name: string,
  typed: string,
  tcurl: string,
): Pick<OpenEvent, "stream" | "isNamedWithToken" | "token" | "mayBeCut"> {
  const { token: inName, ...named } = withoutToken(name);
  const token = tokenOfFields(readOrderedForm(typed, "plus")) ?? inName;
  const carried = typed === "" ? name : `${name}?${typed}`;
  if (token !== undefined) return { ...named, token, mayBeCut: isCut(token, carried) };
  const connected = tokenOfQuery(tcurl.includes("?") ? tcurl.slice(tcurl.indexOf("?") + 1) : "");
  return {
    ...named,
    token: connected,
    mayBeCut: connected === undefined ? isCut("", carried) : isCut(connected, tcurl),
  };
}

function withoutToken(name: string): Pick<OpenEvent, "stream" | "isNamedWithToken" | "token"> {
  const { stream, token } = readStreamName(name);
  return { stream, token, isNamedWithToken: token !== undefined };
}

function isCut(token: string, carried: string): boolean {
  return looksCut(token) || fillsCarrier(carried, carrierLimitsBytes.nginxRtmp);
}

function addressOf(addr: string | undefined): string | undefined {
  return addr === undefined || addr === "" || addr.startsWith("unix:") ? undefined : addr;
}

/** The clock of what a publisher sends, which the server writes as a signed number. Of players it says nothing. */
function progressOf(fields: readonly FormField[], action: Action): number | undefined {
  const timestamp = firstOf(fields, "timestamp") ?? "";
  return action === "publish" && /^-?\d{1,10}$/.test(timestamp) ? Number(timestamp) >>> 0 : undefined;
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome, event: HookEvent): HookAnswer {
  if (outcome.outcome !== "refused")
    return { ...allowedAs(outcome, event), contentType: "text/plain", body: "ok\n" };
  return { status: 403, contentType: "text/plain", body: `${outcome.reason} ${outcome.ref}\n` };
}

/**
 * A name that holds the publisher's token would have to be known to players: nginx-rtmp takes another from a redirect. Only
 * what names a stream goes there, since nginx hands the stream on to a `Location` that is an address.
 */
function allowedAs({ outcome }: HookOutcome, event: HookEvent): Pick<HookAnswer, "status" | "location"> {
  const isRenamed = outcome === "allowed" && event.event === "open" && event.isNamedWithToken;
  return isRenamed && PLAIN_NAME.test(event.stream)
    ? { status: 302, location: event.stream }
    : { status: 200 };
}
