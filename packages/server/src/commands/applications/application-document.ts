import { applicationSchema } from "../../declarations/application-schema.ts";
import { checkSettings } from "../../declarations/check-settings.ts";
import { mergeSettings, type Settings } from "../../declarations/merge-settings.ts";
import {
  headerContext,
  type StoredApplication,
  storedApplicationSchema,
} from "../../declarations/stored-schema.ts";
import type { Sealer } from "../../keys/seal.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { isOperator, originProblem } from "./origin-rights.ts";

/** A change of an application's document, or all that is said of a new one. */
export interface ApplicationOrder {
  readonly name: string;
  /** What it starts from; undefined for a new one. */
  readonly document: unknown;
  readonly change: Settings;
}

/** The document that a change results in, the values of the origin's headers sealed, if the actor may make it so. */
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
  const checked = checkSettings(applicationSchema, mergeSettings(known?.settings ?? {}, change));
  if ("problems" in checked) return invalidFields(checked.problems);
  if (!changesOrigin) return { done: { ...known, settings: checked.settings } };
  const { origin, ...settings } = checked.settings;
  if (origin === undefined) return { done: { settings } };
  const problem = originProblem(actor, origin);
  if (problem) return problem;
  const { headers, ...place } = origin;
  return {
    done: {
      settings: { ...settings, origin: place },
      origin_by_operator: isOperator(actor),
      ...(headers && { sealed_headers: seal(sealer, actor.organization, name, headers) }),
    },
  };
}

function seal(
  sealer: Pick<Sealer, "seal">,
  organization: string,
  application: string,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([header, value]) => {
    const name = header.toLowerCase();
    return [name, sealer.seal(value, headerContext(organization, application, name))];
  });
  return Object.fromEntries(entries);
}
