import { actorWithoutKey } from "./antmedia/actor-without-key.ts";
import { broadcastRoutes } from "./antmedia/broadcast-routes.ts";
import { compared } from "./antmedia/compared.ts";
import { keyOf } from "./antmedia/key-of.ts";
import { renderProblem } from "./antmedia/render-problem.ts";
import { settingsRoutes } from "./antmedia/settings-routes.ts";
import { subscriberRoutes } from "./antmedia/subscriber-routes.ts";
import { tokenRoutes } from "./antmedia/token-routes.ts";
import { tokenRoutesV1 } from "./antmedia/token-routes-v1.ts";
import type { CompatSystem } from "./compat-system.ts";

/** Ant Media Server: its REST API of an application, `/{app}/rest/…`, and its settings. */
export const antmedia: CompatSystem = {
  id: "antmedia",
  title: "Ant Media Server",
  keyOf,
  actorWithoutKey,
  // One line for each list of routes.
  routes: [...broadcastRoutes, ...tokenRoutes, ...tokenRoutesV1, ...subscriberRoutes, ...settingsRoutes],
  renderProblem,
  compared,
};
