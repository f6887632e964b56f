import { containsAddress, parseAddress, parseNetwork } from "@sluice/token";
import type { StreamFacts } from "./access-request.ts";
import type { EndReason } from "./session.ts";

/** Which tokens a revocation covers. Every field that is given must match. */
export interface RevocationSelector {
  readonly token?: string | undefined;
  /** The id inside a token's text (RFC 7519 section 4.1.7). */
  readonly jti?: string | undefined;
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  readonly stream?: string | undefined;
  readonly group?: string | undefined;
  readonly application?: string | undefined;
  /** Id of the API key that asked for the token, or of the token key that signed it. */
  readonly key?: string | undefined;
  /** Address or CIDR network of the client. */
  readonly ip?: string | undefined;
  readonly session?: string | undefined;
  /** The whole organization. */
  readonly all?: true | undefined;
  /** Unix seconds: only tokens issued before. */
  readonly issued_before?: number | undefined;
}

/** A revocation as a rule for admits to come; live sessions are cut when it is written. */
export interface RevocationRule {
  readonly id: string;
  readonly organization: string;
  readonly selector: RevocationSelector;
  /** Tokens issued up to this millisecond are covered; undefined covers tokens still to be issued as well. */
  readonly issuedUpToMilliseconds: number | undefined;
  /** Unix seconds at which the rule stops; undefined for never. */
  readonly untilSeconds: number | undefined;
  readonly createdAtSeconds: number;
  /** Tokens matched when it was written. */
  readonly tokens: number;
  /** Sessions ended when it was written. */
  readonly sessions: number;
}

/** What a rule looks at: a token about to be admitted, a session running, or a token as a whole. */
export interface RevocationSubject {
  readonly organization: string;
  readonly tokenId: string;
  readonly jti: string | undefined;
  readonly issuedBy: string | undefined;
  /** The token key that signed it. */
  readonly keyId: string | undefined;
  readonly user: string | undefined;
  readonly tag: string | undefined;
  readonly issuedAtMilliseconds: number;
  /** Undefined for a token as a whole: a rule about some of its streams does not cover it. */
  readonly stream: Pick<StreamFacts, "stream" | "group" | "application"> | undefined;
  /** The client's address; undefined when it is not known, and for a token as a whole. */
  readonly ip: string | undefined;
  /** The running session; undefined for an admit. */
  readonly sessionId?: string | undefined;
}

/** True when the rule covers the subject now. An empty selector covers nothing. */
export function isRevoked(rule: RevocationRule, subject: RevocationSubject, nowSeconds: number): boolean {
  if (rule.organization !== subject.organization) return false;
  if (rule.untilSeconds !== undefined && nowSeconds >= rule.untilSeconds) return false;
  if (
    rule.issuedUpToMilliseconds !== undefined &&
    subject.issuedAtMilliseconds > rule.issuedUpToMilliseconds
  ) {
    return false;
  }
  return matchesSelector(rule.selector, subject);
}

/** How a session ends that the selector covers: named by itself, its token stays good and only its holder is barred. */
export function endReasonOf(selector: RevocationSelector): EndReason {
  return selector.session === undefined ? "revoked" : "operator";
}

function matchesSelector(selector: RevocationSelector, subject: RevocationSubject): boolean {
  const wanted: [unknown, unknown][] = [
    [selector.token, subject.tokenId],
    [selector.jti, subject.jti],
    [selector.key, selector.key === subject.keyId ? subject.keyId : subject.issuedBy],
    [selector.user, subject.user],
    [selector.tag, subject.tag],
    [selector.stream, subject.stream?.stream],
    [selector.group, subject.stream?.group],
    [selector.application, subject.stream?.application],
    [selector.session, subject.sessionId],
  ];
  const given = wanted.filter(([want]) => want !== undefined);
  const { all, issued_before, ip } = selector;
  if (given.length === 0 && all === undefined && issued_before === undefined && ip === undefined)
    return false;
  return given.every(([want, have]) => want === have) && (ip === undefined || isWithin(ip, subject.ip));
}

/** A network that cannot be read contains nothing, and neither does any an address that is not known. */
function isWithin(networkText: string, ip: string | undefined): boolean {
  const network = parseNetwork(networkText);
  const address = ip === undefined ? undefined : parseAddress(ip);
  return network !== undefined && address !== undefined && containsAddress(network, address);
}
