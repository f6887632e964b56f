import { edgeGuarantees } from "./edges/guarantees.ts";
import { startHaproxy } from "./edges/haproxy.ts";
import { describeWithPeers } from "./support/peers.ts";

describeWithPeers(["haproxy", "ffmpeg"], "haproxy as shipped in deploy/edges", () => {
  edgeGuarantees({ kind: "haproxy", start: startHaproxy, whenSilent: 503, hasServerBehind: true });
});
