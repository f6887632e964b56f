import type { RuleOutcome } from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";

/** So long the text in an embed code opens its stream: what Flowplayer says of its basic tokens. */
export const EMBED_TOKEN_SECONDS = 48 * 3_600;

/** So long after an embed code was made its players may renew; then the page needs a new code. */
export const EMBED_RENEWAL_SECONDS = 7 * 86_400;

const PREFIX = "sluice-embed.";

/** The id inside the text of an embed code's token; `random` makes it one of its own. */
export function embedTokenId(random: string): string {
  return PREFIX + random;
}

/**
 * True for the token of an embed code, or for a session that it made. Ids of JWTs that are made here are ours to choose, so
 * that nobody else can give one such an id; what was made elsewhere has no `issuedBy`.
 */
export function isEmbedToken({ jti, issuedBy }: Embedded): boolean {
  return issuedBy !== undefined && (jti?.startsWith(PREFIX) ?? false);
}

interface Embedded {
  readonly jti: string | undefined;
  readonly issuedBy: string | undefined;
}

/** True while embed codes of the stream carry a token: it enforces, and says so. */
export function carriesEmbedToken({
  enforcement,
  embedsToken = false,
}: Pick<LocatedStream, "enforcement" | "embedsToken">): boolean {
  return embedsToken && enforcement.play === "enforce";
}

/** The rule that an embed code's token opens its stream only while the stream's embed codes carry one; none for others. */
export function judgeEmbedding(token: Embedded, stream: LocatedStream): readonly RuleOutcome[] {
  if (!isEmbedToken(token)) return [];
  return (stream.embedsToken ?? false)
    ? [{ rule: "embed", outcome: "pass", detail: "embed codes of the stream carry a token" }]
    : [{ rule: "embed", outcome: "fail", detail: "embed codes of the stream carry no token any more" }];
}
