import type { Action } from "@sluice/policy";
import { LONGEST_SUBSCRIBER_ID } from "../../access/totp-credential.ts";
import { holdsCredential } from "../../lib/redact.ts";
import type { Application } from "../../registry/application.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, invalidFields, type Outcome, refuse } from "../command-problem.ts";
import { mayMint, mayUseApplication } from "../permissions.ts";
import { resolveName } from "../resolve-name.ts";

const LONGEST_STREAM_ID = 256;

/** A stream whose subscribers are spoken of. Ant Media takes subscribers also for streams that are not there yet. */
export interface SubscriberStream {
  readonly organization: string;
  readonly application: Application;
  /** `application/stream`. */
  readonly stream: string;
  /** Without the application. */
  readonly streamId: string;
}

/** The stream of an application that the actor may use; an alias is the stream's one name from here on. */
export function subscriberStream(
  { registry }: { readonly registry: Registry },
  actor: Actor,
  { application: name, streamId }: { readonly application: string; readonly streamId: string },
): Outcome<SubscriberStream> {
  const application = registry.application(name);
  if (application?.organization !== actor.organization || !mayUseApplication(actor, name)) {
    return refuse("not-found", "there is no such application");
  }
  if (streamId.trim() === "" || streamId.length > LONGEST_STREAM_ID || holdsCredential(streamId)) {
    return invalidFields([{ field: "stream", message: "this is no stream's id" }]);
  }
  const { organization } = actor;
  const found = resolveName(registry, actor, `${name}/${streamId}`);
  if (!isLocated(found) || found.application.name !== name) {
    return { done: { organization, application, stream: `${name}/${streamId}`, streamId } };
  }
  return { done: { organization, application, stream: found.facts.stream, streamId: found.id } };
}

/** Why the actor's key may not hand out what such a subscriber's codes open; undefined: it may. */
export function mayHandOut(
  actor: Actor,
  { stream }: SubscriberStream,
  {
    type,
    ...times
  }: {
    readonly type: Action | undefined;
    readonly expiresAtSeconds: number | undefined;
    readonly nowSeconds: number;
  },
): { readonly problem: CommandProblem } | undefined {
  // Who publishes may also play.
  const actions: readonly Action[] = type === "publish" ? ["publish", "play"] : ["play"];
  for (const action of actions) {
    const refused = mayMint(actor, { action, target: { streams: [stream] }, ...times });
    if (refused) return refused;
  }
  return undefined;
}

/** True for an id that a subscriber may have here. */
export function isSubscriberId(text: string): boolean {
  return text.trim() !== "" && text.length <= LONGEST_SUBSCRIBER_ID && !holdsCredential(text);
}
