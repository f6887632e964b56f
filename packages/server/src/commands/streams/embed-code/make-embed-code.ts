import {
  carriesEmbedToken,
  EMBED_RENEWAL_SECONDS,
  EMBED_TOKEN_SECONDS,
} from "../../../access/embed-token.ts";
import type { LocatedStream } from "../../../registry/application.ts";
import { isLocated } from "../../../registry/registry.ts";
import type { Actor } from "../../actor.ts";
import { type Outcome, refuse } from "../../command-problem.ts";
import { unknown } from "../../declaring/problems.ts";
import { resolveName } from "../../resolve-name.ts";
import { includesScope } from "../../scopes.ts";
import { type CreateTokensDependencies, createTokens } from "../../tokens/create-tokens.ts";
import { findProfileKey } from "../../tokens/signed/profile-key.ts";
import { type EmbedForm, embedForms } from "./embed-form.ts";

/** What stands in a code of a stream whose tokens are made by its owner's server, as in Flowplayer's guide. */
export const TOKEN_PLACEHOLDER = "<your-generated-token>";

/** Signed by the default key where that is an ES256 key, else by one for these texts alone, made with the first: no secret is shared. */
const SIGNED = { profile: "sluice", algorithm: "ES256" } as const;

/** What embed codes are found and revoked by: a tag, which other tokens may have, too. */
const TAG = "embed-code";

/** An order for one embed code. */
export interface EmbedCodeOrder {
  /** Full name, alias, or an id that only one stream has. */
  readonly name: string;
  readonly form: EmbedForm;
  /** Sites whose pages may show it; empty: any. */
  readonly domains: readonly string[];
  /** Life of the text in it, 10 to 172,800 seconds; undefined: 48 hours, as far as the API key may. */
  readonly ttlSeconds: number | undefined;
}

/** HTML for a page, and the token in it: by its id alone, for the text stands in the HTML. */
export interface EmbedCode {
  readonly stream: string;
  readonly form: EmbedForm;
  readonly html: string;
  /** `none`: the stream asks for no token. `embedded`: it is in the code. `yours`: put one of your own in place of the placeholder. */
  readonly token: "none" | "embedded" | "yours";
  readonly token_id: string | null;
  /** The end of the text in the code, Unix seconds. */
  readonly expires_at: number | null;
  /** No page that shows the code renews beyond that, Unix seconds. */
  readonly renewable_until: number | null;
}

/** Makes HTML that plays a stream. Where the stream's embed codes carry tokens a new one is made, with its audit entry. */
export async function makeEmbedCode(
  dependencies: CreateTokensDependencies,
  actor: Actor,
  order: EmbedCodeOrder,
): Promise<Outcome<EmbedCode>> {
  const found = resolveName(dependencies.registry, actor, order.name);
  if (!isLocated(found)) {
    return found.problem === "unknown"
      ? unknown("stream")
      : refuse("state-conflict", `this name means several streams: ${found.candidates.join(", ")}`);
  }
  if (!carriesEmbedToken(found)) return { done: withoutToken(dependencies, found, order) };
  if (!includesScope(actor.scopes, "tokens:create")) {
    return refuse(
      "not-permitted",
      "this stream's embed codes carry a token: it needs the scope tokens:create",
    );
  }
  return withToken(dependencies, actor, found, order);
}

function withoutToken(
  { urls }: Pick<CreateTokensDependencies, "urls">,
  { facts, enforcement }: LocatedStream,
  { form }: EmbedCodeOrder,
): EmbedCode {
  const { stream } = facts;
  const isAsked = enforcement.play === "enforce";
  return {
    stream,
    form,
    html: embedForms[form]({ urls, stream, token: isAsked ? TOKEN_PLACEHOLDER : undefined }),
    token: isAsked ? "yours" : "none",
    token_id: null,
    expires_at: null,
    renewable_until: null,
  };
}

async function withToken(
  dependencies: CreateTokensDependencies,
  actor: Actor,
  located: LocatedStream,
  { form, domains, ttlSeconds = EMBED_TOKEN_SECONDS }: EmbedCodeOrder,
): Promise<Outcome<EmbedCode>> {
  const { stream } = located.facts;
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  const lastSeconds = nowSeconds + longestLife(dependencies, actor, located, nowSeconds);
  const endSeconds = Math.min(nowSeconds + ttlSeconds, lastSeconds);
  const grant = {
    kind: "jwt",
    ...SIGNED,
    action: "play",
    target: { streams: [stream] },
    expires_at: lastSeconds,
    embed_until: endSeconds,
    disconnect_at_expiry: true,
    tag: TAG,
    ...(domains.length > 0 ? { domains } : {}),
  } as const;
  const made = await createTokens(dependencies, actor, { grants: [grant], form: "one" });
  if ("problem" in made) return made;
  const [token] = made.done.tokens;
  if (!token) throw new Error("no token was made");
  const html = embedForms[form]({ urls: dependencies.urls, stream, token: token.text.expose() });
  return {
    done: {
      stream,
      form,
      html,
      token: "embedded",
      token_id: token.record.id,
      expires_at: endSeconds,
      renewable_until: lastSeconds,
    },
  };
}

/** With its renewals the token lives no longer than the API key that asks, and the token key that signs, may let it live. */
function longestLife(
  { tokenKeys }: Pick<CreateTokensDependencies, "tokenKeys">,
  { organization, longestTtlSeconds }: Actor,
  { facts }: LocatedStream,
  nowSeconds: number,
): number {
  const { application } = facts;
  const key = findProfileKey(tokenKeys, { ...SIGNED, organization, application, nowSeconds });
  const ofKey = key?.record.caps.longestTtlSeconds;
  return Math.min(EMBED_RENEWAL_SECONDS, longestTtlSeconds ?? Infinity, ofKey ?? Infinity);
}
