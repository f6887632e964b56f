import type { Action } from "@sluice/policy";
import type { JsonObject } from "@sluice/token";
import { openNodeMediaServerApi } from "./apis/node-media-server.ts";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import {
  countField,
  filledField,
  idField,
  objectField,
  readJsonFields,
  textField,
} from "./naming/json-fields.ts";
import { looksCut } from "./naming/looks-cut.ts";
import type { FormField } from "./naming/ordered-form.ts";
import { tokenOfFields } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";

/**
 * What begins something. Up to 4.2.8 `prePublish` is sent under the name `postPublish`, so that both ask: the second of them
 * finds the session of the first.
 */
const OPENS: ReadonlyMap<string, Action> = new Map([
  ["prePlay", "play"],
  ["prePublish", "publish"],
  ["postPublish", "publish"],
]);
/** A session of this server has one socket: whichever comes, it is closed. */
const CLOSES: ReadonlySet<string> = new Set(["donePlay", "donePublish"]);
const NOTICES: ReadonlySet<string> = new Set(["postPlay", "postRecord", "doneRecord"]);

/**
 * Node-Media-Server 4: one URL for all, JSON as `text/plain`, where any status but 200 closes the session. It does not wait
 * for the answer, and whom it cannot ask about it lets in.
 */
export const nodeMediaServer: MediaServerHook = {
  kind: "node-media-server",
  // A player stays a subscriber of each stream that it has asked for.
  keepsFirstStream: true,
  parse,
  render,
  openApi: openNodeMediaServerApi,
};

function parse({ method, rest, body }: HookCall): HookEvent {
  if (method !== "POST") return malformed("method");
  if (rest.length > 0) return malformed("path");
  const fields = readJsonFields(body);
  if (fields === undefined) return malformed("body");
  const said = textField(fields, "action") ?? "";
  if (NOTICES.has(said)) return { event: "notice" };
  const connectionId = idField(fields, "id");
  if (connectionId === undefined) return malformed("id");
  if (CLOSES.has(said)) return { event: "close", connectionId, bytes: bytesOf(fields) };
  const action = OPENS.get(said);
  return action === undefined ? malformed("action") : open(fields, action, connectionId);
}

function open(fields: JsonObject, action: Action, connectionId: string): HookEvent {
  const application = filledField(fields, "app");
  const name = filledField(fields, "name");
  if (application === undefined) return malformed("app");
  if (name === undefined) return malformed("name");
  const named = readStreamName(name);
  const token = tokenOfFields(queryOf(fields)) ?? named.token;
  return {
    event: "open",
    action,
    application,
    stream: named.stream,
    token,
    mayBeCut: token !== undefined && looksCut(token),
    client: { ip: addressOf(textField(fields, "ip") ?? ""), userAgent: undefined },
    protocol: (textField(fields, "protocol") ?? "").toLowerCase(),
    connectionId,
  };
}

/** The client's query, which the server has taken apart: of a key that came twice it keeps a list. */
function queryOf(fields: JsonObject): readonly FormField[] {
  return Object.entries(objectField(fields, "query") ?? {}).flatMap(([name, given]) => {
    const value = Array.isArray(given) ? given[0] : given;
    return typeof value === "string" ? [{ name, value }] : [];
  });
}

/** `203.0.113.9:50001`, and for IPv6 the same without brackets. */
function addressOf(socket: string): string | undefined {
  return /^(.+):\d{1,5}$/.exec(socket)?.[1];
}

function bytesOf(fields: JsonObject): number | undefined {
  const received = countField(fields, "inbytes");
  const sent = countField(fields, "outbytes");
  return received === undefined && sent === undefined ? undefined : (received ?? 0) + (sent ?? 0);
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome): HookAnswer {
  if (outcome.outcome !== "refused") return { status: 200, contentType: "text/plain", body: "ok\n" };
  return { status: 403, contentType: "text/plain", body: `${outcome.reason} ${outcome.ref}\n` };
}
