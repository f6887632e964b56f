import {
  type AntmediaSettings,
  SECRET_ANTMEDIA_SETTINGS,
  type SecretAntmediaSetting,
} from "../../declarations/antmedia-settings-schema.ts";
import type { Settings } from "../../declarations/merge-settings.ts";
import { antmediaSecretContext } from "../../declarations/stored-schema.ts";
import type { Sealer } from "../../keys/seal.ts";

const SECRETS: ReadonlySet<string> = new Set(SECRET_ANTMEDIA_SETTINGS);

type Sealed = Readonly<Record<string, string>>;

/** Settings whose secrets are kept apart. */
export interface SealedAntmedia {
  /** Without the secrets; undefined: nothing is left. */
  readonly antmedia: AntmediaSettings | undefined;
  /** By the name of the setting. */
  readonly sealed: Sealed;
}

/**
 * Takes the secrets out of settings that were checked and seals them. Those that were sealed before stay, but for what the
 * change gives anew or takes away with null or an empty text.
 */
export function sealAntmedia(
  sealer: Pick<Sealer, "seal">,
  place: { readonly organization: string; readonly application: string },
  before: Sealed | undefined,
  checked: { readonly change: Settings; readonly antmedia: AntmediaSettings | undefined },
): SealedAntmedia {
  const { antmedia = {} } = checked;
  const kept = Object.entries(before ?? {}).filter(([name]) => !isSaid(checked.change, name));
  const given = SECRET_ANTMEDIA_SETTINGS.flatMap(name => {
    const text = antmedia[name] ?? "";
    const context = antmediaSecretContext(place.organization, place.application, name);
    return text === "" ? [] : [[name, sealer.seal(text, context)] as const];
  });
  const open = Object.entries(antmedia).filter(([name]) => !SECRETS.has(name));
  return {
    antmedia: open.length === 0 ? undefined : Object.fromEntries(open),
    sealed: Object.fromEntries([...kept, ...given]),
  };
}

/** True when a secret is among what is sealed. */
export function isSealed(sealed: Sealed): (name: SecretAntmediaSetting) => boolean {
  return name => Object.hasOwn(sealed, name);
}

/** `antmedia: null` takes everything back. */
function isSaid({ antmedia }: Settings, name: string): boolean {
  if (antmedia === null) return true;
  return typeof antmedia === "object" && antmedia !== null && Reflect.get(antmedia, name) !== undefined;
}
