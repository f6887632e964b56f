import type { Action } from "@sluice/policy";
import {
  antmediaMechanisms,
  antmediaSwitches,
  bothActions,
  impliedEnforcement,
} from "./antmedia-mechanisms.ts";
import { type AntmediaSettings, networksOf, type SecretAntmediaSetting } from "./antmedia-settings-schema.ts";
import type { ApplicationSettings } from "./application-schema.ts";
import type { SettingProblem } from "./check-settings.ts";

type Said = Pick<ApplicationSettings, "antmedia" | "enforcement" | "registered_only">;

/** Whether a secret is set, wherever it is kept. */
export type IsSet = (secret: SecretAntmediaSetting) => boolean;

/**
 * What is wrong with Ant Media's settings as a whole: two words for one setting that say different things, two mechanisms in
 * one direction, and a switch that is on without its secret, which would lock everybody out.
 */
export function antmediaFaults(said: Said, isSet: IsSet): readonly SettingProblem[] {
  const { antmedia } = said;
  if (!antmedia) return [];
  return [
    ...bothActions.flatMap(action => [
      ...wordFaults(said, antmedia, action),
      ...mechanismFaults(antmedia, action),
    ]),
    ...registrationFaults(said, antmedia),
    ...networkFaults(said, antmedia),
    ...secretFaults(antmedia, isSet),
  ];
}

function wordFaults(said: Said, antmedia: AntmediaSettings, action: Action): readonly SettingProblem[] {
  const own = said.enforcement?.[action];
  if (own === undefined) return [];
  const name = antmediaSwitches[action]["one-time"];
  const word = antmedia[name];
  const implied = impliedEnforcement(antmedia, action);
  // Trying another mechanism out with `report` is no contradiction: its switch only says which one.
  const contradicts = word || implied === "off" ? own !== implied : implied === "enforce" && own === "off";
  if (!contradicts) return [];
  const other = implied === "off" ? name : switchOn(antmedia, action);
  return [fault(other, `antmedia.${other} and enforcement.${action} contradict each other: say one of them`)];
}

function switchOn(antmedia: AntmediaSettings, action: Action): keyof AntmediaSettings {
  const [mechanism = "one-time"] = antmediaMechanisms(antmedia, action);
  return antmediaSwitches[action][mechanism];
}

function mechanismFaults(antmedia: AntmediaSettings, action: Action): readonly SettingProblem[] {
  const on = antmediaMechanisms(antmedia, action).map(mechanism => antmediaSwitches[action][mechanism]);
  const [, second] = on;
  if (second === undefined) return [];
  return [fault(second, `only one of one-time, JWT, TOTP and hash can be on to ${action}: ${on.join(", ")}`)];
}

function registrationFaults(
  { registered_only }: Said,
  antmedia: AntmediaSettings,
): readonly SettingProblem[] {
  const { acceptOnlyStreamsInDataStore: word } = antmedia;
  if (word === undefined || registered_only === undefined || word === registered_only) return [];
  const name = "acceptOnlyStreamsInDataStore";
  return [fault(name, `antmedia.${name} and registered_only contradict each other: say one of them`)];
}

/** Where no token is asked for, nothing is judged: networks would be a limit that does not hold. */
function networkFaults({ enforcement }: Said, antmedia: AntmediaSettings): readonly SettingProblem[] {
  const mode = enforcement?.publish ?? impliedEnforcement(antmedia, "publish");
  if (networksOf(antmedia.allowedPublisherCIDR ?? "").length === 0 || mode !== "off") return [];
  const name = "allowedPublisherCIDR";
  return [fault(name, `${name} holds where publishers need a token, and publishTokenControlEnabled is off`)];
}

/** Codes need no secret of the application: subscribers may each have their own. */
const needsSecret = {
  jwtControlEnabled: "jwtSecretKey",
  publishJwtControlEnabled: "jwtStreamSecretKey",
  playJwtControlEnabled: "jwtStreamSecretKey",
  hashControlPublishEnabled: "tokenHashSecret",
  hashControlPlayEnabled: "tokenHashSecret",
} as const satisfies { readonly [K in keyof AntmediaSettings]?: SecretAntmediaSetting };

function secretFaults(antmedia: AntmediaSettings, isSet: IsSet): readonly SettingProblem[] {
  return Object.entries(needsSecret).flatMap(([name, secret]) => {
    const isOn = Reflect.get(antmedia, name) === true;
    return isOn && !isSet(secret) ? [fault(secret, `${secret} is empty, and ${name} is on`)] : [];
  });
}

function fault(name: keyof AntmediaSettings, message: string): SettingProblem {
  return { field: `antmedia.${name}`, message };
}
