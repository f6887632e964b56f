import { compared } from "./bintu/compared.ts";
import { createRoute } from "./bintu/create.ts";
import { keyOf } from "./bintu/key-of.ts";
import { renderProblem } from "./bintu/render-problem.ts";
import { revokeRoute } from "./bintu/revoke.ts";
import { verifyRoute } from "./bintu/verify.ts";
import type { CompatSystem } from "./compat-system.ts";

/** nanoStream Cloud: its token service for secure playback. */
export const bintu: CompatSystem = {
  id: "bintu",
  title: "nanoStream Cloud",
  keyOf,
  routes: [createRoute, verifyRoute, revokeRoute],
  renderProblem,
  compared,
};
