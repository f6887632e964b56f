import { type DenyReason, matchesDomain } from "@sluice/policy";
import {
  answersWantedBy,
  issueCarried,
  type PlannedValue,
  planCatif,
  type SyncSignatures,
} from "@sluice/token";
import type { KeyDirectory } from "../keys/key-directory.ts";
import type { Refusal } from "./question.ts";

/** What a token's issuer wants answered in place of the usual refusal. */
export interface RefusalAnswer {
  /** 300 to 499. */
  readonly status: number;
  /** Names of a short list, in small letters; values without line breaks. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface RefusalAnswerDependencies {
  readonly keys: Pick<KeyDirectory, "signingKey">;
  readonly signatures: SyncSignatures;
  readonly issuerOf: (organization: string) => string;
  /** Hosts, or `*.example.com`, that a redirect may lead to. */
  readonly redirectHosts: readonly string[];
}

/** Tells the answer to a refusal; undefined: the usual one. Never for a token that no key vouches for. */
export type AnswerRefusal = (
  refusal: Refusal,
  place: { readonly application: string | undefined; readonly nowSeconds: number },
) => RefusalAnswer | undefined;

/** Longer than this no token lives that another one carries. Seconds. */
const LONGEST_CARRIED_SECONDS = 24 * 3600;

/** Rules of policy that judge what a claim says. */
const CLAIM_OF_RULE = new Map([
  ["expiry", "exp"],
  ["not-before", "nbf"],
  ["uses", "catreplay"],
  ["ip", "catnip"],
]);

/** Reasons that say nothing of a claim: a store that cannot answer, or a stream's own limits. */
const isOfStream = (rule: string): boolean => rule.startsWith("stream");

export function createAnswerRefusal(dependencies: RefusalAnswerDependencies): AnswerRefusal {
  return (refusal, place) => {
    const { token, rules, reason } = refusal;
    if (!token?.proven || isGuess(reason)) return undefined;
    const failed = rules.find(({ outcome, rule }) => outcome === "fail" && !isOfStream(rule))?.rule;
    const wanted =
      failed !== undefined && answersWantedBy(token.proven.limits, CLAIM_OF_RULE.get(failed) ?? failed);
    if (!wanted) return undefined;
    const hosts = hostsOf(dependencies, wanted.answers);
    const plan = planCatif(wanted.answers, wanted.label, hosts);
    if (!plan) return undefined;
    const headers: [string, string][] = [];
    for (const [name, value] of plan.headers) {
      const text = textOf(dependencies, refusal, value, place);
      // A redirect without the token that it is about would lead nowhere.
      if (text === undefined) return undefined;
      headers.push([name.toLowerCase(), text]);
    }
    return { status: plan.status, headers };
  };
}

function isGuess(reason: DenyReason): boolean {
  return reason === "too-many-guesses" || reason === "token-revoked" || reason === "token-suspended";
}

type Answers = NonNullable<ReturnType<typeof answersWantedBy>>["answers"];

/** The hosts that are named in answers and allowed by the operator. */
function hostsOf({ redirectHosts }: RefusalAnswerDependencies, answers: Answers): readonly string[] {
  const named = answers
    .flatMap(({ headers }) => [...headers.values()])
    .map(value => {
      return URL.parse(typeof value === "string" ? value : value.urlPrefix)?.hostname ?? "";
    });
  return named.filter(host => host !== "" && redirectHosts.some(pattern => matchesDomain(pattern, host)));
}

/**
 * A header's value; with a new token at its end where the issuer wants one. The key that vouched is the only one that
 * signs it: whoever may name another would be given its rights.
 */
function textOf(
  { keys, signatures, issuerOf }: RefusalAnswerDependencies,
  { token }: Refusal,
  value: PlannedValue,
  { application, nowSeconds }: Parameters<AnswerRefusal>[1],
): string | undefined {
  if (typeof value === "string") return value;
  if (!token?.keyId) return undefined;
  const { organization, keyId } = token;
  const key = keys.signingKey(organization, keyId, application, nowSeconds);
  const material = key?.signing();
  if (!key || !material || (value.kid !== undefined && value.kid !== key.kid)) return undefined;
  const { longestTtlSeconds = LONGEST_CARRIED_SECONDS } = key.record.caps;
  const issuer = key.issuer ?? issuerOf(organization);
  const latestSeconds = nowSeconds + Math.min(longestTtlSeconds, LONGEST_CARRIED_SECONDS);
  const { algorithm, kid } = key;
  const fill = { issuer, nowSeconds, latestSeconds };
  const text = issueCarried(value.claims, fill, { algorithm, material, kid }, signatures);
  return text === undefined ? undefined : value.urlPrefix + text;
}
