import type { ConnectGuide } from "./connect-guide.ts";

/** nanoStream Cloud calls one URL of an organization. */
export const bintu: ConnectGuide = {
  kind: "bintu",
  title: "nanoStream Cloud",
  place: "a shell, with your bintu API key",
  configuration: ({ base, secret }) => `curl -X PUT https://bintu.nanocosmos.de/organisation/webhook \\
  -H "X-BINTU-APIKEY: $BINTU_API_KEY" -H "Content-Type: application/json" \\
  -d '{"webhook": "${base}/hooks/bintu/${secret}"}'`,
  nextStep: "The cloud calls from the internet; publish something.",
  page: "docs/hooks/bintu.md",
};
