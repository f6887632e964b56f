import type { CompatSystem } from "./compat-system.ts";
import { compared } from "./flowplayer/compared.ts";
import { keyOf } from "./flowplayer/key-of.ts";
import { keyRoutes } from "./flowplayer/key-routes.ts";
import { renderProblem } from "./flowplayer/render-problem.ts";
import { tokenRoutes } from "./flowplayer/token-routes.ts";

/** Flowplayer OVP (`/platform/v3`) and its other name, Wowza Video (`/api/v2.0`, `/api/beta`). */
export const flowplayer: CompatSystem = {
  id: "flowplayer",
  title: "Flowplayer and Wowza OVP",
  keyOf,
  routes: [...keyRoutes, ...tokenRoutes],
  renderProblem,
  compared,
};
