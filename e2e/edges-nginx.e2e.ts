import { edgeGuarantees } from "./edges/guarantees.ts";
import { startNginx, startNginxInFront } from "./edges/nginx.ts";
import { describeWithPeers } from "./support/peers.ts";

describeWithPeers(["nginx", "ffmpeg"], "nginx as shipped in deploy/edges", () => {
  edgeGuarantees({ kind: "nginx", start: startNginx, whenSilent: 500, hasServerBehind: false });
});

describeWithPeers(["nginx", "ffmpeg"], "nginx in front of a server, as docs/edges/nginx.md says", () => {
  edgeGuarantees({ kind: "nginx", start: startNginxInFront, whenSilent: 500, hasServerBehind: true });
});
