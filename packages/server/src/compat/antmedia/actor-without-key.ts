import { neighbourhoodOf } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import type { Scope } from "../../commands/scopes.ts";
import type { AntmediaDeclaration } from "../../declarations/antmedia-settings.ts";
import { createAddressList } from "../../lib/address-list.ts";
import { GUESS_RETRY_SECONDS } from "../../lib/guess-throttle.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";
import { isDirectCall } from "./is-direct-call.ts";
import { credentialOf } from "./key-of.ts";
import { INVALID_APP_JWT } from "./render-problem.ts";
import { holdsRestJwt } from "./rest-jwt.ts";

/** What may be done without an API key: what their REST API of an application is about, and nothing of its settings. */
const SCOPES: readonly Scope[] = ["tokens:read", "tokens:create", "tokens:revoke", "check"];

type Call = Omit<CompatCall, "body">;

/**
 * Who calls `/{app}/rest/` without an API key: as in their filters, whatever is on of address and JWT must hold; with neither on,
 * nobody. Who was let in so is confined to the application.
 */
export async function actorWithoutKey(
  dependencies: CompatDependencies,
  call: Call,
): Promise<Actor | { readonly problem: CompatProblem } | undefined> {
  const application = dependencies.registry.application(call.params.app ?? "");
  if (!application) return undefined;
  const { antmedia, organization, name } = application;
  if (!antmedia.ipFilterEnabled && !antmedia.jwtControlEnabled) return undefined;
  if (antmedia.ipFilterEnabled && !isAllowedAddress(dependencies, antmedia, call)) return undefined;
  if (antmedia.jwtControlEnabled && !holds(antmedia, call)) return refusedJwt(dependencies, call);
  return {
    organization,
    id: `${antmedia.jwtControlEnabled ? "rest-jwt" : "rest-address"}.${name}`,
    ip: call.ip,
    scopes: new Set(SCOPES),
    applications: [name],
    actions: ["play", "publish"],
    longestTtlSeconds: undefined,
    expiresAtSeconds: undefined,
  };
}

function isAllowedAddress(
  { urls }: CompatDependencies,
  { remoteAllowedCIDR }: AntmediaDeclaration,
  { ip, headers, viaProxy }: Call,
): boolean {
  if (ip === undefined || viaProxy || !isDirectCall(headers, new URL(urls.base).hostname)) return false;
  return createAddressList(remoteAllowedCIDR)(ip);
}

function holds({ jwtSecretKey }: AntmediaDeclaration, { headers, nowMilliseconds }: Call): boolean {
  const text = credentialOf(headers);
  if (text === undefined || !jwtSecretKey) return false;
  return holdsRestJwt(text, jwtSecretKey.expose(), Math.floor(nowMilliseconds / 1000));
}

/** Wrong JWTs are counted by themselves: they are no API keys. */
function refusedJwt(
  { guesses }: CompatDependencies,
  { headers, ip, nowMilliseconds }: Call,
): { readonly problem: CompatProblem } {
  const place = `rest-jwt ${neighbourhoodOf(ip)}`;
  const isSent = credentialOf(headers) !== undefined;
  if (isSent && guesses.note(place, Math.floor(nowMilliseconds / 1000))) {
    const detail = "too many wrong JWTs came from this address; wait a minute";
    return { problem: { reason: "too-many-guesses", detail, retryAfterSeconds: GUESS_RETRY_SECONDS } };
  }
  return { problem: { reason: "api-key-unknown", detail: INVALID_APP_JWT } };
}
