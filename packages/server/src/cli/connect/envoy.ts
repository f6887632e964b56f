import type { ConnectGuide } from "./connect-guide.ts";

/** Envoy's filter ext_authz over HTTP. */
export const envoy: ConnectGuide = {
  kind: "envoy",
  title: "Envoy",
  place:
    "the http_filters of your listener, in front of the router; sluice is a cluster that leads to Sluice",
  configuration: ({ base }) => `- name: envoy.filters.http.ext_authz
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
    transport_api_version: V3
    failure_mode_allow: false
    http_service:
      path_prefix: /verify/envoy
      server_uri:
        uri: ${base}
        cluster: sluice
        timeout: 0.2s`,
  nextStep: "Restart Envoy, and ask for a playlist.",
  page: "docs/edges/envoy.md",
};
