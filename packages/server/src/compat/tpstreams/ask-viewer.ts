import { denyText, type EntryForm, siteOf } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { Credential } from "../../access/credential.ts";
import type { Decision } from "../../access/question.ts";
import { streamAddress } from "../../access/request-facts.ts";
import { corsHeaders } from "../../http/cors.ts";
import type { LocatedStream } from "../../registry/application.ts";
import { isLocated } from "../../registry/registry.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatAnswer, CompatCall } from "../compat-system.ts";

/** A viewer's question, judged: what the token that it came with opens. */
export interface AskedViewer {
  readonly decision: Decision<undefined>;
  /** The token's text; undefined: none was sent. */
  readonly text: string | undefined;
}

/**
 * Would the `access_token` of a call open the asset that its path names? Spends nothing and makes no session. Wrong tokens
 * count as at any door; what is written down names the stream, never the token.
 */
export async function askViewer(
  dependencies: CompatDependencies,
  call: CompatCall,
  form: EntryForm,
): Promise<AskedViewer> {
  const { registry, checkAccess, observe } = dependencies;
  const { org = "", asset = "" } = call.params;
  const organization = registry.declared.organization(org) && org;
  const found = organization ? registry.resolve(organization, asset) : undefined;
  const stream = found && isLocated(found) ? found : undefined;
  const credential = credentialOf(call.query);
  const { headers, ip, nowMilliseconds } = call;
  const decision = await checkAccess(
    {
      action: "play",
      door: "page",
      credential,
      organization,
      client: {
        ip,
        userAgent: headers["user-agent"],
        site: siteOf(headers.origin) ?? siteOf(headers.referer),
      },
      context: observe({ ...streamAddress(stream?.facts.stream ?? ""), method: "GET", headers, ip }),
      locate: () => stream,
      // A name that nobody has may be a token in the wrong place.
      asked: stream?.facts.stream,
      form,
      mode: "peek",
      nowMilliseconds,
    },
    async () => ({ ready: undefined }),
  );
  const text = credential.kind === "bearer" ? credential.token.expose() : undefined;
  return { decision, text };
}

/** The stream of a decision that allows it; else what the viewer is told: 401 without a token, 403 with a bad one. */
export function answerOf(
  { decision }: AskedViewer,
  allow: (stream: LocatedStream) => CompatAnswer,
): CompatAnswer {
  const headers = { ...corsHeaders, "sluice-ref": decision.ref };
  if (!decision.allowed) {
    const { status, detail } = denyText(decision.reason);
    return { status, headers, json: { detail, reason: decision.reason } };
  }
  const answer = allow(decision.stream);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** Embedding codes end with a slash behind the token, which is none of it. */
function credentialOf(query: string): Credential {
  const values = new URLSearchParams(query).getAll("access_token");
  const texts = new Set(values.map(value => value.replace(/\/+$/, "")).filter(text => text !== ""));
  const [text] = texts;
  if (text === undefined) return { kind: "none" };
  return texts.size === 1 ? { kind: "bearer", token: new Secret(text) } : { kind: "conflict" };
}
