import { isUtf8 } from "node:buffer";
import type { JsonObject } from "@sluice/token";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { isForm } from "./naming/is-form.ts";
import { filledField, readJsonFields, textField } from "./naming/json-fields.ts";
import { looksCut } from "./naming/looks-cut.ts";
import { looksLikeToken } from "./naming/looks-like-token.ts";
import { firstOf, readOrderedForm } from "./naming/ordered-form.ts";
import { tokenOfFields } from "./naming/query-token.ts";
import { readStreamName } from "./naming/stream-name.ts";

type Said = "publish" | "play" | "listen";

/** The path part says which of its settings the call came by: in the body the client itself writes `mode`. */
const ENDPOINTS: ReadonlyMap<string, Said> = new Map([
  ["", "publish"],
  ["on_publish", "publish"],
  ["on_play", "play"],
  ["listener", "listen"],
]);

/**
 * Ant Media Server 2 and 3: `webhookAuthenticateURL` (every publisher), `webhookPlayAuthUrl` at `/on_play` (WebRTC players of
 * the enterprise edition) and `listenerHookURL` at `/listener`. Only status 200 admits. It tells no connections: the end
 * of a stream is that of its publisher, and is lost when the server crashes; players have none.
 */
export const antmedia: MediaServerHook = {
  kind: "antmedia",
  tellsEnds: false,
  parse,
  render,
};

function parse(call: HookCall): HookEvent {
  const [endpoint = "", ...deeper] = call.rest;
  const said = deeper.length > 0 ? undefined : ENDPOINTS.get(endpoint);
  if (call.method !== "POST") return malformed("method");
  if (said === undefined) return malformed("path");
  return said === "listen" ? told(call) : asked(call, said);
}

function asked({ body }: HookCall, action: "publish" | "play"): HookEvent {
  // Its StringEntity names no charset, and then writes ISO 8859-1 (AcceptOnlyStreamsWithWebhook.java).
  const fields = readJsonFields(isUtf8(body) ? body : Buffer.from(body.toString("latin1")));
  if (fields === undefined) return malformed("body");
  const application = filledField(fields, "appName");
  const name = filledField(fields, "streamId");
  if (application === undefined) return malformed("appName");
  if (name === undefined) return malformed("streamId");
  // At the other's address a token for playing would publish.
  if ((action === "play") !== (textField(fields, "mode") === "play")) return malformed("mode");
  const named = readStreamName(name);
  const token = tokenOf(fields) ?? named.token;
  return {
    event: "open",
    action,
    application,
    stream: named.stream,
    token,
    mayBeCut: token !== undefined && looksCut(token),
    client: { ip: filledField(fields, "ipAddress"), userAgent: undefined },
    protocol: action === "play" ? "webrtc" : "",
    connectionId: undefined,
  };
}

/** The fields of its own, else the client's query, else the code of a subscriber, when that is a token itself. */
function tokenOf(fields: JsonObject): string | undefined {
  const code = textField(fields, "subscriberCode") ?? "";
  const own = ["token", "subscriberId", "subscriberCode"].map(name => ({
    name,
    value: textField(fields, name) ?? "",
  }));
  return (
    tokenOfFields(own) ??
    tokenOfMap(textField(fields, "queryParams") ?? "") ??
    (looksLikeToken(code) ? code : undefined)
  );
}

/**
 * `{token=abc, x=1}`, as Java prints a map. All of it is the client's, and a comma within a value cannot be told from one
 * between two: of several tokens the first counts.
 */
function tokenOfMap(printed: string): string | undefined {
  const inside = /^\{(.*)\}$/s.exec(printed)?.[1] ?? "";
  const fields = inside.split(", ").map(entry => {
    const [name = "", ...value] = entry.split("=");
    return { name, value: value.join("=") };
  });
  return tokenOfFields(fields);
}

/** Events come as JSON or, by `webhookContentType`, as a form. All but the end of a publisher are noted. */
function told({ headers, body }: HookCall): HookEvent {
  const form = isForm({ headers }) ? readOrderedForm(body.toString("utf8")) : [];
  const json = isForm({ headers }) ? undefined : readJsonFields(body);
  const field = (name: string) => (json ? textField(json, name) : firstOf(form, name)) ?? "";
  if (field("action") !== "liveStreamEnded") return { event: "notice" };
  const { stream } = readStreamName(field("id"));
  if (stream === "" || field("app") === "") return { event: "notice" };
  return { event: "close", connectionId: undefined, action: "publish", application: field("app"), stream };
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome): HookAnswer {
  if (outcome.outcome !== "refused") return { status: 200, contentType: "text/plain", body: "ok\n" };
  return { status: 403, contentType: "text/plain", body: `${outcome.reason} ${outcome.ref}\n` };
}
