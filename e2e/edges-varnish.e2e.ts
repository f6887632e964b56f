import { edgeGuarantees } from "./edges/guarantees.ts";
import { startVarnish } from "./edges/varnish.ts";
import { describeWithPeers } from "./support/peers.ts";

describeWithPeers(["varnish", "ffmpeg"], "varnish as shipped in deploy/edges", () => {
  edgeGuarantees({ kind: "varnish", start: startVarnish, whenSilent: 503, hasServerBehind: true });
});
