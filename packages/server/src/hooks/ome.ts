import { createHash } from "node:crypto";
import type { Action } from "@sluice/policy";
import type { JsonObject } from "@sluice/token";
import { openOmeApi } from "./apis/ome.ts";
import type { HookAnswer, HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import { countField, filledField, objectField, readJsonFields, textField } from "./naming/json-fields.ts";
import { looksCut } from "./naming/looks-cut.ts";
import { type OmeUrl, readOmeUrl } from "./naming/ome-url.ts";
import { judgeOmeSignature } from "./ome-signature.ts";

const DIRECTIONS: ReadonlyMap<string, Action> = new Map([
  ["incoming", "publish"],
  ["outgoing", "play"],
]);
/** Playlists and previews are fetched again and again; browsers repeat the offer of WebRTC. */
const ASKS_AGAIN: ReadonlySet<string> = new Set(["hls", "llhls", "webrtc", "thumbnail"]);
/** 128 bits: enough that no two connections meet. */
const HASH_LENGTH = 22;

/**
 * OvenMediaEngine, AdmissionWebhooks. Status 200 with `{"allowed":true}` allows; `lifetime` is in milliseconds, and what it
 * cuts comes back and asks anew. It knows no session: a connection is its address, direction, stream and token, which the
 * closing call repeats.
 */
export const ome: MediaServerHook = {
  kind: "ome",
  judgeSignature: ({ body, headers, server, nowMilliseconds }) =>
    judgeOmeSignature(body, headers["x-ome-signature"], server.secrets, nowMilliseconds),
  knowsSocketAddress: true,
  cutsByLifetime: true,
  parse,
  render,
  openApi: openOmeApi,
};

function parse({ body, server }: HookCall): HookEvent {
  const fields = readJsonFields(body);
  const client = fields && objectField(fields, "client");
  const request = fields && objectField(fields, "request");
  if (!fields) return malformed("body");
  if (!client) return malformed("client");
  if (!request) return malformed("request");
  const action = DIRECTIONS.get((textField(request, "direction") ?? "").toLowerCase());
  if (!action) return malformed("request.direction");
  const url = readOmeUrl(textField(request, "url") ?? "");
  if (!url) return malformed("request.url");
  const connectionId = connectionOf(client, action, url);
  const status = (textField(request, "status") ?? "").toLowerCase();
  if (status === "closing") {
    return connectionId === undefined ? { event: "notice" } : { event: "close", connectionId, action };
  }
  if (status !== "opening") return malformed("request.status");
  const protocol = protocolOf(request);
  const { application, stream, token, isNamedWithToken } = url;
  return {
    event: "open",
    action,
    application,
    stream,
    isNamedWithToken,
    token,
    mayBeCut: token !== undefined && looksCut(token),
    client: {
      ip: addressOf(client, server.trustsClientAddress),
      userAgent: filledField(client, "user_agent"),
    },
    protocol,
    connectionId,
    asksAgain: ASKS_AGAIN.has(protocol),
    isEachResource: protocol === "thumbnail",
  };
}

/** The source's strings are RTMP, WebRTC, LLHLS, HLSv3 …, the manual's are in small letters. */
function protocolOf(request: JsonObject): string {
  const protocol = (textField(request, "protocol") ?? "").toLowerCase();
  return protocol === "hlsv3" ? "hls" : protocol;
}

/** `real_ip` is what a header says, which every client can send; `address` is the socket's. */
function addressOf(client: JsonObject, isTrusted: boolean): string | undefined {
  const address = filledField(client, "address");
  return isTrusted ? (filledField(client, "real_ip") ?? address) : address;
}

/**
 * Two viewers behind one proxy share its connections, so that the token belongs to the id, too. It is there as a part of a
 * hash.
 */
function connectionOf(client: JsonObject, action: Action, url: OmeUrl): string | undefined {
  const address = filledField(client, "address");
  const port = countField(client, "port");
  if (address === undefined || port === undefined) return undefined;
  const parts = [address, port, action, url.application, url.stream, url.token ?? ""];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, HASH_LENGTH);
  return `${address}:${port}/${hash}`;
}

function malformed(problem: string): HookEvent {
  return { event: "malformed", problem };
}

function render(outcome: HookOutcome, { event }: HookEvent): HookAnswer {
  return { status: 200, contentType: "application/json", body: JSON.stringify(bodyOf(outcome, event)) };
}

function bodyOf(outcome: HookOutcome, event: HookEvent["event"]): object {
  if (outcome.outcome === "noted" || event === "close" || event === "notice") return {};
  if (outcome.outcome === "allowed") {
    const { lifetimeMilliseconds } = outcome;
    if (lifetimeMilliseconds === undefined) return { allowed: true };
    // 0 would be no limit at all.
    return { allowed: true, lifetime: Math.max(1, Math.floor(lifetimeMilliseconds)) };
  }
  return { allowed: false, reason: `${outcome.title} (${outcome.reason}, ${outcome.ref})` };
}
