import type { ConnectGuide } from "./connect-guide.ts";

/** Traefik's middleware ForwardAuth, in its dynamic configuration. */
export const traefik: ConnectGuide = {
  kind: "traefik",
  title: "Traefik",
  place: "the dynamic configuration; name sluice in the middlewares of your router",
  configuration: ({ base }) => `http:
  middlewares:
    sluice:
      forwardAuth:
        address: ${base}/verify/traefik
        trustForwardHeader: false
        addAuthCookiesToResponse:
          - sluice_session`,
  nextStep: "Traefik takes it over at once; ask for a playlist.",
  page: "docs/edges/traefik.md",
};
