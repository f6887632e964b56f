import type { ConnectGuide } from "./connect-guide.ts";

/** Ant Media Server, an application's settings. */
export const antmedia: ConnectGuide = {
  kind: "antmedia",
  title: "Ant Media Server",
  place: "webapps/<application>/WEB-INF/red5-web.properties",
  configuration: ({
    base,
    secret,
  }) => `settings.webhookAuthenticateURL=${base}/hooks/antmedia/${secret}/on_publish
settings.listenerHookURL=${base}/hooks/antmedia/${secret}/listener
settings.webhookPlayAuthUrl=${base}/hooks/antmedia/${secret}/on_play`,
  nextStep: "Restart Ant Media Server, then publish something.",
  page: "docs/hooks/antmedia.md",
};
