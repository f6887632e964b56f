import type { Action } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import type { CommandProblem } from "../../commands/command-problem.ts";
import { settingKeyOf } from "../../commands/token-keys/setting-key.ts";
import { createTokens } from "../../commands/tokens/create-tokens.ts";
import type { TokenGrant } from "../../commands/tokens/token-grant.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatProblem } from "../compat-system.ts";
import { queryValue } from "./query-value.ts";
import { roomAnnotations, type TokenShape, tokenShape } from "./token-view.ts";

const LONGEST_ROOM_ID = 256;

/** What is asked for, as it came. */
export interface MintOrder {
  readonly application: string;
  readonly streamId: string | undefined;
  /** `expireDate`, `type` and `roomId`. */
  readonly query: string;
  readonly form: "one-time" | "jwt";
}

/** A token; or the message of a call that made none; or no number where there must be one, which is no address there. */
export type Minted =
  | { readonly token: TokenShape }
  | { readonly message: string }
  | { readonly problem: CompatProblem };

const UNDEFINED = "Define Stream ID, Token Type and Expire Date (unix time)";
const WRONG_TYPE = "Invalid token type. Supported types are 'play' and 'publish'";
const NO_JWT_KEY =
  "Cannot create JWT token. The problem can be ->  this is community edition or JWT stream key is not set or it's length is less than 32";

/** Makes a token as `getToken` and `getJwtToken` do; their checks in their order. */
export async function mintToken(
  dependencies: CompatDependencies,
  actor: Actor,
  order: MintOrder,
): Promise<Minted> {
  const { query, streamId, application } = order;
  const expireDate = queryValue(query, "expireDate") || "0";
  if (!/^[+-]?\d{1,18}$/.test(expireDate)) {
    return { problem: { reason: "not-found", detail: "expireDate is no whole number" } };
  }
  const type = queryValue(query, "type");
  const expiresAt = Number(expireDate);
  if (!streamId || type === undefined || expiresAt <= 0) return { message: UNDEFINED };
  if (type !== "play" && type !== "publish") return { message: WRONG_TYPE };
  const roomId = queryValue(query, "roomId")?.trim() || undefined;
  if ((roomId ?? "").length > LONGEST_ROOM_ID) {
    return { message: `roomId has more than ${LONGEST_ROOM_ID} characters` };
  }
  const grant = grantOf(dependencies, actor, { ...order, streamId, type, expiresAt, roomId });
  if (!grant) return { message: NO_JWT_KEY };
  const made = await createTokens(dependencies, actor, { grants: [grant], form: "one" });
  if ("problem" in made) {
    return made.problem.reason === "not-permitted" ? made : { message: inTheirWords(made.problem) };
  }
  const [drafted] = made.done.tokens;
  if (!drafted) throw new Error(`no token was made for ${application}`);
  const { record, text } = drafted;
  const { expiresAtSeconds, annotations } = record;
  return { token: tokenShape({ tokenId: text.expose(), streamId, expiresAtSeconds, type, annotations }) };
}

/** Their word for each of ours that a problem may name. */
const theirWords: Readonly<Record<string, string>> = {
  expires_at: "expireDate",
  "target.streams.0": "streamId",
  annotations: "roomId",
};

function inTheirWords({ detail, errors }: CommandProblem): string {
  const said = errors?.map(({ field, message }) => `${theirWords[field] ?? field}: ${message}`);
  return said?.join("; ") ?? detail;
}

interface CheckedOrder extends MintOrder {
  readonly streamId: string;
  readonly type: Action;
  readonly expiresAt: number;
  readonly roomId: string | undefined;
}

/** Undefined: there is no key to sign with. */
function grantOf(
  dependencies: CompatDependencies,
  actor: Actor,
  { application, streamId, type, expiresAt, roomId, form }: CheckedOrder,
): TokenGrant | undefined {
  const grant = {
    action: type,
    target: { streams: [`${application}/${streamId}`] },
    expires_at: expiresAt,
    annotations: roomAnnotations(roomId),
  };
  if (form === "one-time") return { ...grant, kind: "one-time" };
  const key = settingKeyOf(dependencies, actor, application);
  return key === undefined ? undefined : { ...grant, kind: "jwt", key };
}
