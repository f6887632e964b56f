import { edgeGuarantees } from "./edges/guarantees.ts";
import { startNginx } from "./edges/nginx.ts";
import { describeWithPeers } from "./support/peers.ts";

describeWithPeers(["nginx", "ffmpeg"], "nginx as shipped in deploy/edges", () => {
  edgeGuarantees({ kind: "nginx", start: startNginx, whenSilent: 500, hasServerBehind: false });
});
