import { LATEST_SECONDS } from "../../declarations/limits-schema.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import type { FieldProblem } from "../field-problem.ts";
import { mayUseApplication } from "../permissions.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import type { ApiKeyPatch } from "./api-key-grant.ts";
import { rightsBeyond } from "./api-key-rights.ts";

/** The key with the fields that were given, if the actor may hand out all that it then has. */
export function applyApiKeyGrant(
  dependencies: Pick<ApiKeyDependencies, "registry" | "nowMilliseconds">,
  actor: Actor,
  key: ApiKeyRecord,
  grant: ApiKeyPatch,
): Outcome<ApiKeyRecord> {
  const problems = [
    ...applicationProblems(dependencies, actor, grant),
    ...expiryProblems(dependencies, grant),
  ];
  if (problems.length > 0) return invalidFields(problems);
  const { name, scopes, actions, applications, longest_ttl_seconds, expires_at } = grant;
  const granted: ApiKeyRecord = {
    ...key,
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes: [...new Set(scopes)] }),
    ...(actions === undefined ? {} : { actions: [...new Set(actions)] }),
    ...(applications === undefined
      ? {}
      : { applications: applications === null ? undefined : [...new Set(applications)] }),
    ...(longest_ttl_seconds === undefined ? {} : { longestTtlSeconds: longest_ttl_seconds ?? undefined }),
    ...(expires_at === undefined ? {} : { expiresAtSeconds: expires_at ?? undefined }),
  };
  const beyond = rightsBeyond(actor, granted);
  if (beyond.length === 0) return { done: granted };
  return refuse("not-permitted", `a key hands out only what it has itself; missing: ${beyond.join(", ")}`);
}

function applicationProblems(
  { registry }: Pick<ApiKeyDependencies, "registry">,
  actor: Actor,
  { applications }: ApiKeyPatch,
): readonly FieldProblem[] {
  return (applications ?? []).flatMap((name, index) =>
    // What a limited key may not see it may not hand out either, whether it is there or not.
    !mayUseApplication(actor, name) || registry.application(name)?.organization === actor.organization
      ? []
      : [{ field: `applications.${index}`, message: "there is no such application" }],
  );
}

function expiryProblems(
  { nowMilliseconds }: Pick<ApiKeyDependencies, "nowMilliseconds">,
  { expires_at }: ApiKeyPatch,
): readonly FieldProblem[] {
  if (expires_at === undefined || expires_at === null) return [];
  const problem = (message: string) => [{ field: "expires_at", message }];
  if (expires_at > LATEST_SECONDS) return problem("this looks like milliseconds; give Unix seconds");
  return expires_at * 1000 <= nowMilliseconds() ? problem("this time has passed") : [];
}
