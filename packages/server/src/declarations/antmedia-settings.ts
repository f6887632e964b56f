import type { Action, Enforcement } from "@sluice/policy";
import { Secret } from "@sluice/token";
import { type AntmediaMechanism, antmediaMechanisms, antmediaSwitches } from "./antmedia-mechanisms.ts";
import { type AntmediaSettings, networksOf, type SecretAntmediaSetting } from "./antmedia-settings-schema.ts";

/** Seconds for which a code of a subscriber stands, where nothing is said. */
export const TIME_TOKEN_PERIOD_SECONDS = 60;

type Settled = {
  readonly [K in Exclude<keyof AntmediaSettings, SecretAntmediaSetting | CidrSetting>]-?: NonNullable<
    AntmediaSettings[K]
  >;
} & { readonly [K in SecretAntmediaSetting]: Secret | undefined };

type CidrSetting = "remoteAllowedCIDR" | "allowedPublisherCIDR";

/**
 * An application's settings by the names that Ant Media Server has for them, defaults filled in. `publishTokenControlEnabled`,
 * `playTokenControlEnabled` and `acceptOnlyStreamsInDataStore` say what is in force, by whichever word it was set.
 */
export interface AntmediaDeclaration extends Settled {
  /** Who may call the REST API without a key; empty: nobody. */
  readonly remoteAllowedCIDR: readonly string[];
  /** Who may publish; empty: any address. */
  readonly allowedPublisherCIDR: readonly string[];
}

/** What is in force beside the settings themselves. */
export interface InForce {
  readonly enforcement: Readonly<Record<Action, Enforcement>>;
  readonly registeredOnly: boolean;
}

/** The settings with their defaults. */
export function buildAntmedia(settings: AntmediaSettings, inForce: InForce): AntmediaDeclaration {
  const isOn = (name: keyof AntmediaSettings) => settings[name] === true;
  return {
    remoteAllowedCIDR: networksOf(settings.remoteAllowedCIDR ?? ""),
    ipFilterEnabled: settings.ipFilterEnabled ?? true,
    jwtControlEnabled: isOn("jwtControlEnabled"),
    jwtSecretKey: secretOf(settings.jwtSecretKey),
    publishTokenControlEnabled: asksForTokens(settings, inForce, "publish"),
    playTokenControlEnabled: asksForTokens(settings, inForce, "play"),
    publishJwtControlEnabled: isOn("publishJwtControlEnabled"),
    playJwtControlEnabled: isOn("playJwtControlEnabled"),
    jwtStreamSecretKey: secretOf(settings.jwtStreamSecretKey),
    enableTimeTokenForPublish: isOn("enableTimeTokenForPublish"),
    enableTimeTokenForPlay: isOn("enableTimeTokenForPlay"),
    timeTokenSecretForPublish: secretOf(settings.timeTokenSecretForPublish),
    timeTokenSecretForPlay: secretOf(settings.timeTokenSecretForPlay),
    timeTokenPeriod: settings.timeTokenPeriod ?? TIME_TOKEN_PERIOD_SECONDS,
    hashControlPublishEnabled: isOn("hashControlPublishEnabled"),
    hashControlPlayEnabled: isOn("hashControlPlayEnabled"),
    tokenHashSecret: secretOf(settings.tokenHashSecret),
    acceptOnlyStreamsInDataStore: inForce.registeredOnly,
    allowedPublisherCIDR: networksOf(settings.allowedPublisherCIDR ?? ""),
    writeSubscriberEventsToDatastore: isOn("writeSubscriberEventsToDatastore"),
  };
}

/** The mechanism that an application has for an action, in Ant Media's words; undefined: tokens are not asked for. */
export function antmediaMechanism(
  settings: AntmediaDeclaration,
  action: Action,
): AntmediaMechanism | undefined {
  const names = antmediaSwitches[action];
  const order = ["totp", "hash", "jwt", "one-time"] as const;
  return order.find(mechanism => settings[names[mechanism]]);
}

/** Tokens are asked for, and it is not said of which other kind. */
function asksForTokens(settings: AntmediaSettings, { enforcement }: InForce, action: Action): boolean {
  const isOther = antmediaMechanisms(settings, action).some(mechanism => mechanism !== "one-time");
  return enforcement[action] !== "off" && !isOther;
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined || text === "" ? undefined : new Secret(text);
}
