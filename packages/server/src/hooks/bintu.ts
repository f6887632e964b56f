import type { Action } from "@sluice/policy";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { carrierLimitsBytes, fillsCarrier, looksCut } from "./naming/looks-cut.ts";
import { type FormField, firstOf, isOverlongForm, readOrderedForm } from "./naming/ordered-form.ts";
import { tokenOfFields } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";

interface CallForm {
  readonly says: "open" | "again" | "close";
  readonly action: Action;
  /** A field that only such a call has. */
  readonly own?: string;
}

/** The calls of the manual, by the field `call`. */
const CALLS: ReadonlyMap<string, CallForm> = new Map([
  ["publish", { says: "open", action: "publish" }],
  ["play", { says: "open", action: "play" }],
  ["update_publish", { says: "again", action: "publish", own: "time" }],
  ["publish_done", { says: "close", action: "publish", own: "bytes_in" }],
  ["play_done", { says: "close", action: "play", own: "bytes_in" }],
]);

/** Fields that Sluice reads. Twice, or before `call`, they are none of the service's. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  "call",
  "name",
  "type",
  "app",
  "addr",
  "clientid",
  "flashver",
  "tcurl",
  "time",
  "timestamp",
  "bytes_in",
  "bytes_out",
]);

/**
 * The blocking webhook of nanoStream Cloud: a form in which what the client typed behind its stream's name comes first, and
 * the service's own fields from `call` on. 200 lets in, 403 refuses.
 */
export const bintu: MediaServerHook = { kind: "bintu", parse, render };

function parse({ method, rest, body }: HookCall): HookEvent {
  if (method !== "POST") return malformed("method");
  if (rest.length > 0) return malformed("path");
  const text = body.toString("utf8");
  // What the client typed would push the service's own fields out of what is read.
  if (isOverlongForm(text)) return malformed("body");
  const fields = readOrderedForm(text);
  const begin = fields.findIndex(({ name }) => name === "call");
  const typed = fields.slice(0, Math.max(begin, 0));
  const own = fields.slice(Math.max(begin, 0));
  const doubtful = firstDoubtful(typed, own);
  if (doubtful !== undefined) return malformed(doubtful);
  const form = CALLS.get(firstOf(own, "call") ?? "");
  // An end is answered with what would admit a beginning: it must have what only an end has.
  if (form === undefined || (form.own !== undefined && !firstOf(own, form.own))) return malformed("call");
  return said(form, typed, own);
}

/** The first field that the client may have put in the service's place. */
function firstDoubtful(typed: readonly FormField[], own: readonly FormField[]): string | undefined {
  const early = typed.find(({ name }) => OWN_FIELDS.has(name));
  const twice = own.find(
    ({ name }, at) => OWN_FIELDS.has(name) && own.findIndex(o => o.name === name) !== at,
  );
  return (early ?? twice)?.name;
}

function said({ says, action }: CallForm, typed: readonly FormField[], own: readonly FormField[]): HookEvent {
  const name = firstOf(own, "name");
  const clientid = firstOf(own, "clientid");
  if (!name) return malformed("name");
  if (!clientid) return malformed("clientid");
  const named = readStreamName(name);
  // Its servers count their connections each for itself.
  const connectionId = `${clientid}/${named.stream}`;
  if (says === "close") return { event: "close", connectionId, action, bytes: bytesOf(own) };
  const token = tokenOfFields([...typed, ...own]) ?? named.token;
  const open = {
    event: "open",
    action,
    // Its `app` says how a stream is carried and not whose it is: all streams are in one application.
    stream: named.stream,
    token,
    mayBeCut: isCut(token ?? "", name, typed),
    client: { ip: firstOf(own, "addr") || undefined, userAgent: firstOf(own, "flashver") || undefined },
    protocol: "rtmp",
    connectionId,
  } as const;
  return says === "open" ? open : { event: "again", connectionId, progress: progressOf(own), open };
}

/** As with nginx-rtmp, whose fields these are: nothing says that the limit is another. */
function isCut(token: string, name: string, typed: readonly FormField[]): boolean {
  const query = typed.map(({ name: key, value }) => `${key}=${value}`).join("&");
  return looksCut(token) || fillsCarrier(`${name}?${query}`, carrierLimitsBytes.nginxRtmp);
}

function progressOf(own: readonly FormField[]): number | undefined {
  return numberOf(firstOf(own, "timestamp"));
}

function bytesOf(own: readonly FormField[]): number | undefined {
  const received = numberOf(firstOf(own, "bytes_in"));
  const sent = numberOf(firstOf(own, "bytes_out"));
  return received === undefined && sent === undefined ? undefined : (received ?? 0) + (sent ?? 0);
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome): HookAnswer {
  if (outcome.outcome !== "refused") return { status: 200, contentType: "text/plain", body: "ok\n" };
  return { status: 403, contentType: "text/plain", body: `${outcome.reason} ${outcome.ref}\n` };
}
