import type { RevocationRule } from "@sluice/policy";
import type { Events } from "../../telemetry/events.ts";

/** One token that was withdrawn, for good or until it is resumed. */
export interface WithdrawnToken {
  readonly organization: string;
  readonly id: string;
  /** The application of all its streams; undefined when there is more than one, or it opens a group or more. */
  readonly application?: string | undefined;
  readonly user?: string | undefined;
  readonly suspended: boolean;
}

/** Says that one token was withdrawn. */
export function emitTokenRevoked(
  events: Events,
  token: WithdrawnToken,
  { endedSessionIds }: { readonly endedSessionIds: readonly string[] },
  nowMilliseconds: number,
): void {
  events.emit({
    type: "token.revoked",
    organization: token.organization,
    application: token.application,
    user: token.user,
    atMilliseconds: nowMilliseconds,
    data: () => ({
      token: token.id,
      revocation: null,
      selector: null,
      suspended: token.suspended,
      tokens: 1,
      sessions: endedSessionIds.length,
    }),
  });
}

/** Says that a selector withdrew tokens: one event for all of them. */
export function emitRuleWritten(events: Events, rule: RevocationRule, nowMilliseconds: number): void {
  const { organization, selector, tokens, sessions } = rule;
  const [application] = selector.stream?.split("/", 1) ?? [selector.application];
  events.emit({
    type: "token.revoked",
    organization,
    application,
    user: selector.user,
    atMilliseconds: nowMilliseconds,
    data: () => ({
      token: selector.token ?? null,
      revocation: rule.id,
      selector,
      suspended: false,
      tokens,
      sessions,
    }),
  });
}
