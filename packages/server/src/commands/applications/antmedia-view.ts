import type { AntmediaDeclaration } from "../../declarations/antmedia-settings.ts";
import { SET_VALUE } from "../../declarations/origin-schema.ts";

/** Ant Media's settings as the API shows them, with what is in force: never a secret. */
export function antmediaView(settings: AntmediaDeclaration) {
  const shown = (secret: object | undefined) => (secret ? SET_VALUE : null);
  return {
    remoteAllowedCIDR: settings.remoteAllowedCIDR.join(","),
    ipFilterEnabled: settings.ipFilterEnabled,
    jwtControlEnabled: settings.jwtControlEnabled,
    jwtSecretKey: shown(settings.jwtSecretKey),
    publishTokenControlEnabled: settings.publishTokenControlEnabled,
    playTokenControlEnabled: settings.playTokenControlEnabled,
    publishJwtControlEnabled: settings.publishJwtControlEnabled,
    playJwtControlEnabled: settings.playJwtControlEnabled,
    jwtStreamSecretKey: shown(settings.jwtStreamSecretKey),
    enableTimeTokenForPublish: settings.enableTimeTokenForPublish,
    enableTimeTokenForPlay: settings.enableTimeTokenForPlay,
    timeTokenSecretForPublish: shown(settings.timeTokenSecretForPublish),
    timeTokenSecretForPlay: shown(settings.timeTokenSecretForPlay),
    timeTokenPeriod: settings.timeTokenPeriod,
    hashControlPublishEnabled: settings.hashControlPublishEnabled,
    hashControlPlayEnabled: settings.hashControlPlayEnabled,
    tokenHashSecret: shown(settings.tokenHashSecret),
    acceptOnlyStreamsInDataStore: settings.acceptOnlyStreamsInDataStore,
    allowedPublisherCIDR: settings.allowedPublisherCIDR.join(","),
    writeSubscriberEventsToDatastore: settings.writeSubscriberEventsToDatastore,
  };
}
