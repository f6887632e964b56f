import type { Actor } from "../../commands/actor.ts";
import { listSessions } from "../../commands/read-sessions.ts";
import { listTokens } from "../../commands/tokens/read-tokens.ts";
import { revokeToken } from "../../commands/tokens/token-state.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { ListPage } from "./list-page.ts";
import { type TokenShape, tokenShape } from "./token-view.ts";

/** Tokens that are looked at for one page of a list: who has more of one stream finds them in API v1. */
const MOST_LISTED = 10_000;
const PAGE = 200;
/** Revocations under way at a time: the database writes them together. */
const AT_ONCE = 50;

/** A stream as their addresses name it. */
export interface NamedStream {
  readonly application: string;
  readonly streamId: string;
}

type ListedToken = Awaited<ReturnType<typeof listTokens>>["items"][number];

/** The tokens that name a stream and were neither used nor revoked, the newest first; expired ones are among them, as there. */
export async function listStreamTokens(
  dependencies: CompatDependencies,
  actor: Actor,
  stream: NamedStream,
  { offset, size }: ListPage,
): Promise<readonly TokenShape[]> {
  const { streamId } = stream;
  const found: TokenShape[] = [];
  let looked = 0;
  for await (const token of tokensOf(dependencies, actor, stream)) {
    looked += 1;
    if (looked > MOST_LISTED || found.length >= offset + size) break;
    if (!isUnspent(token)) continue;
    const { id: tokenId, action: type, expires_at: expiresAtSeconds, annotations } = token;
    found.push(tokenShape({ tokenId, streamId, expiresAtSeconds, type, annotations }));
  }
  return found.slice(offset, offset + size);
}

/**
 * Revokes every token that names a stream and is not spent, and those with which somebody publishes or plays it, who stops. True
 * when there was one.
 */
export async function revokeStreamTokens(
  dependencies: CompatDependencies,
  actor: Actor,
  stream: NamedStream,
): Promise<boolean> {
  const playing = await tokensInUse(dependencies, actor, stream);
  const ids: string[] = [];
  for await (const token of tokensOf(dependencies, actor, stream)) {
    if (isUnspent(token) || (token.status === "used" && playing.has(token.id))) ids.push(token.id);
  }
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    await Promise.all(some.map(id => revokeToken(dependencies, actor, id)));
  }
  return ids.length > 0;
}

function isUnspent({ status }: ListedToken): boolean {
  return status !== "used" && status !== "revoked";
}

/** Subscribers have calls of their own, and hashes none: neither is a token there, and revoked they would stay shut. */
function isToken({ kind }: ListedToken): boolean {
  return kind !== "totp" && kind !== "hash";
}

async function* tokensOf(
  dependencies: CompatDependencies,
  actor: Actor,
  { application, streamId }: NamedStream,
): AsyncGenerator<ListedToken> {
  let cursor: string | undefined;
  do {
    const filter = { stream: `${application}/${streamId}`, limit: PAGE, cursor };
    const page = await listTokens(dependencies, actor, filter);
    yield* page.items.filter(isToken);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** The tokens of those who publish or play a stream now. */
async function tokensInUse(
  dependencies: CompatDependencies,
  actor: Actor,
  { application, streamId }: NamedStream,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const filter = { stream: `${application}/${streamId}`, live: true, limit: PAGE, cursor };
    const page = await listSessions(dependencies, actor, filter);
    for (const { token } of page.items) if (token !== null) ids.add(token);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
