import type { Actor } from "../../commands/actor.ts";
import { consumeToken } from "../../commands/tokens/consume-token.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";
import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";
import { queryValue } from "./query-value.ts";
import { roomIdOf, type TokenShape, tokenShape } from "./token-view.ts";

/** What is asked about, as Jackson would read it: numbers and truth values are texts, too. */
interface AskedToken {
  readonly tokenId: string | undefined;
  readonly streamId: string | undefined;
  readonly type: string | undefined;
  readonly roomId: string | undefined;
}

/** The token when it is valid, and is spent then; undefined: it is not. */
export type Validated = { readonly token: TokenShape | undefined } | { readonly problem: CompatProblem };

/**
 * Validates a token for a stream as `validateToken` does, and spends it in the same step. With `consume=false`, which is ours,
 * nothing is spent. A room that is named must be the token's own; such a token is presented again and again there, and keeps
 * its use.
 */
export async function validateToken(
  dependencies: CompatDependencies,
  { params, body, query }: CompatCall,
  actor: Actor,
): Promise<Validated> {
  const asked = askedToken(body);
  if ("problem" in asked) return asked;
  const { tokenId, streamId, type, roomId } = asked;
  if (!tokenId || !streamId || (type !== "play" && type !== "publish")) return { token: undefined };
  const record = await consumeToken(dependencies, actor, {
    token: tokenId,
    action: type,
    stream: `${params.app}/${streamId}`,
    spends: roomId === undefined && queryValue(query, "consume") !== "false",
    fits: ({ annotations }) => roomId === undefined || roomIdOf(annotations) === roomId,
  });
  if (!record) return { token: undefined };
  const { expiresAtSeconds, annotations } = record;
  return { token: tokenShape({ tokenId, streamId, expiresAtSeconds, type, annotations }) };
}

function askedToken(body: Buffer): AskedToken | { readonly problem: CompatProblem } {
  const read = readJson(body);
  if ("problem" in read) return read;
  const members = membersOf(read.value);
  if (!members) return malformed("the body is no token: send tokenId, streamId and type");
  const fields = ["tokenId", "streamId", "type", "roomId"].map(name => textOf(members[name]));
  if (fields.some(field => field === NO_TEXT)) return malformed("a field of the token is no text");
  const [tokenId, streamId, type, roomId] = fields.map(field =>
    typeof field === "string" ? field : undefined,
  );
  return { tokenId, streamId, type, roomId: roomId?.trim() || undefined };
}

const NO_TEXT = Symbol("no text");

function textOf(value: unknown): string | undefined | typeof NO_TEXT {
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? NO_TEXT : String(value);
}

function malformed(detail: string): { readonly problem: CompatProblem } {
  return { problem: { reason: "request-malformed", detail } };
}
