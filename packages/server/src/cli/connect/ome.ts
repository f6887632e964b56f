import type { ConnectGuide } from "./connect-guide.ts";

/** OvenMediaEngine signs what it asks; its address holds no secret. */
export const ome: ConnectGuide = {
  kind: "ome",
  title: "OvenMediaEngine",
  place: "the <VirtualHost> of Server.xml",
  configuration: ({ base, secret }) => `<AdmissionWebhooks>
  <ControlServerUrl>${base}/hooks/ome</ControlServerUrl>
  <SecretKey>${secret}</SecretKey>
  <Timeout>3000</Timeout>
  <Enables>
    <Providers>rtmp,webrtc,srt</Providers>
    <Publishers>webrtc,llhls,hls,thumbnail,srt</Publishers>
  </Enables>
</AdmissionWebhooks>`,
  api: `servers:
  ome:
    lifetime_seconds: 120        # 10 to 86400
    api:                         # cuts publishers at once
      url: http://127.0.0.1:8081
      secret: "<AccessToken of <Managers><API>>"`,
  nextStep: "Restart OvenMediaEngine, then publish or play something.",
  page: "docs/hooks/ome.md",
};
