import { antmediaFaults } from "../../declarations/antmedia-faults.ts";
import { withoutOldWords } from "../../declarations/antmedia-words.ts";
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
import { isSealed, sealAntmedia } from "./seal-antmedia.ts";

const SECRETS: ReadonlySet<string> = new Set(SECRET_ORIGIN_FIELDS);

/** A change of an application's document, or all that is said of a new one. */
export interface ApplicationOrder {
  readonly name: string;
  /** What it starts from; undefined for a new one. */
  readonly document: unknown;
  readonly change: Settings;
}

/** The document that a change results in, its secrets sealed, if the actor may make it so. */
export function applicationDocument(
  sealer: Pick<Sealer, "seal">,
  actor: Actor,
  { name, document, change }: ApplicationOrder,
): Outcome<StoredApplication> {
  const stored = storedApplicationSchema.safeParse(document).data;
  const known = stored && { ...stored, settings: withoutOldWords(stored.settings, change) };
  const made = documentOf(sealer, actor, { name, known, kept: stored?.settings.origin, change });
  if ("problem" in made) return made;
  const place = { organization: actor.organization, application: name };
  const { settings } = made.done;
  const { antmedia, sealed } = sealAntmedia(sealer, place, stored?.sealed_antmedia, {
    change,
    antmedia: settings.antmedia,
  });
  const faults = antmediaFaults({ ...settings, antmedia }, isSealed(sealed));
  if (faults.length > 0) return invalidFields(faults);
  const { sealed_antmedia: _, ...plain } = made.done;
  return {
    done: {
      ...plain,
      settings: { ...settings, antmedia },
      ...(Object.keys(sealed).length > 0 && { sealed_antmedia: sealed }),
    },
  };
}

/** What is stored, as far as it is not said anew. */
interface KnownApplication extends Omit<StoredApplication, "settings"> {
  readonly settings: Settings;
}

/** A change of a document that was read, old words apart. */
interface PlainOrder {
  readonly name: string;
  readonly known: KnownApplication | undefined;
  /** The origin that is there. It is whole only with its secrets, and was checked with them. */
  readonly kept: StoredApplication["settings"]["origin"];
  readonly change: Settings;
}

function documentOf(
  sealer: Pick<Sealer, "seal">,
  actor: Actor,
  { name, known, kept, change }: PlainOrder,
): Outcome<StoredApplication> {
  const changesOrigin = change.origin !== undefined;
  if (known?.built_in && changesOrigin) {
    return invalidFields([{ field: "origin", message: "the demo's media is part of Sluice" }]);
  }
  const { origin: _, ...others } = known?.settings ?? {};
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
