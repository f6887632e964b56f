import type { CompatSystem } from "./compat-system.ts";
import { compared } from "./flowplayer/compared.ts";
import { heldToRate } from "./flowplayer/held-to-rate.ts";
import { keyOf } from "./flowplayer/key-of.ts";
import { keyRoutes } from "./flowplayer/key-routes.ts";
import { renderProblem } from "./flowplayer/render-problem.ts";
import { tokenRoutes } from "./flowplayer/token-routes.ts";
import { videoRoutes } from "./flowplayer/video-routes.ts";
import { workspaceRoutes } from "./flowplayer/workspace-routes.ts";

/** Flowplayer OVP (`/platform/v3`) and its other name, Wowza Video (`/api/v2.0`, `/api/beta`). */
export const flowplayer: CompatSystem = {
  id: "flowplayer",
  title: "Flowplayer and Wowza OVP",
  keyOf,
  routes: [...keyRoutes, ...tokenRoutes, ...videoRoutes, ...workspaceRoutes].map(heldToRate),
  renderProblem,
  compared,
};
