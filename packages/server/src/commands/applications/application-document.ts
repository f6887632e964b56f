import { applicationSchema } from "../../declarations/application-schema.ts";
import { checkSettings } from "../../declarations/check-settings.ts";
import { mergeSettings, type Settings } from "../../declarations/merge-settings.ts";
import { type OriginSettings, SECRET_ORIGIN_FIELDS } from "../../declarations/origin-schema.ts";
import {
  headerContext,
  originSecretContext,
  type StoredApplication,
  storedApplicationSchema,
} from "../../declarations/stored-schema.ts";
import type { Sealer } from "../../keys/seal.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { isOperator, originProblem } from "./origin-rights.ts";

const SECRETS: ReadonlySet<string> = new Set(SECRET_ORIGIN_FIELDS);

/** A change of an application's document, or all that is said of a new one. */
export interface ApplicationOrder {
  readonly name: string;
  /** What it starts from; undefined for a new one. */
  readonly document: unknown;
  readonly change: Settings;
}

/** The document that a change results in, the secrets of the origin sealed, if the actor may make it so. */
export function applicationDocument(
  sealer: Pick<Sealer, "seal">,
  actor: Actor,
  { name, document, change }: ApplicationOrder,
): Outcome<StoredApplication> {
  const known = storedApplicationSchema.safeParse(document).data;
  const changesOrigin = change.origin !== undefined;
  if (known?.built_in && changesOrigin) {
    return invalidFields([{ field: "origin", message: "the demo's media is part of Sluice" }]);
  }
  // The origin that is there is whole only with its secrets, and was checked with them.
  const { origin: kept, ...others } = known?.settings ?? {};
  const checked = checkSettings(applicationSchema, mergeSettings(others, change));
  if ("problems" in checked) return invalidFields(checked.problems);
  if (!changesOrigin) return { done: { ...known, settings: { ...checked.settings, origin: kept } } };
  const { origin, ...settings } = checked.settings;
  if (origin === undefined) return { done: { settings } };
  const problem = originProblem(actor, origin);
  if (problem) return problem;
  return {
    done: {
      settings: { ...settings, origin: withoutSecrets(origin) },
      origin_by_operator: isOperator(actor),
      ...sealSecrets(sealer, { organization: actor.organization, application: name }, origin),
    },
  };
}

function withoutSecrets(origin: OriginSettings): OriginSettings {
  const open = Object.entries(origin).filter(([key]) => key !== "headers" && !SECRETS.has(key));
  return Object.fromEntries(open);
}

function sealSecrets(
  sealer: Pick<Sealer, "seal">,
  { organization, application }: { readonly organization: string; readonly application: string },
  origin: OriginSettings,
): Pick<StoredApplication, "sealed_headers" | "sealed_secrets"> {
  const headers = Object.entries(origin.headers ?? {}).map(([header, value]) => {
    const name = header.toLowerCase();
    return [name, sealer.seal(value, headerContext(organization, application, name))];
  });
  const secrets = SECRET_ORIGIN_FIELDS.flatMap(field => {
    const value = origin[field];
    if (value === undefined) return [];
    return [[field, sealer.seal(value, originSecretContext(organization, application, field))]];
  });
  return {
    ...(origin.headers && { sealed_headers: Object.fromEntries(headers) }),
    ...(secrets.length > 0 && { sealed_secrets: Object.fromEntries(secrets) }),
  };
}
