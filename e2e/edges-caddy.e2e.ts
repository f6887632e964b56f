import { startCaddy, startCaddyInFront } from "./edges/caddy.ts";
import { edgeGuarantees } from "./edges/guarantees.ts";
import { describeWithPeers } from "./support/peers.ts";

describeWithPeers(["caddy", "ffmpeg"], "caddy as shipped in deploy/edges", () => {
  edgeGuarantees({ kind: "caddy", start: startCaddy, whenSilent: 502, hasServerBehind: false });
});

describeWithPeers(["caddy", "ffmpeg"], "caddy in front of a server, as docs/edges/caddy.md says", () => {
  edgeGuarantees({ kind: "caddy", start: startCaddyInFront, whenSilent: 502, hasServerBehind: true });
});
