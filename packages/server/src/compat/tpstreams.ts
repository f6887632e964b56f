import type { CompatSystem } from "./compat-system.ts";
import { aesKeyRoute } from "./tpstreams/aes-key.ts";
import { assetRoutes } from "./tpstreams/asset-routes.ts";
import { compared } from "./tpstreams/compared.ts";
import { createTokenRoute } from "./tpstreams/create-token.ts";
import { keyOf } from "./tpstreams/key-of.ts";
import { listTokensRoute } from "./tpstreams/list-tokens.ts";
import { loginRoute } from "./tpstreams/login.ts";
import { logoutRoute } from "./tpstreams/logout.ts";
import { renderProblem } from "./tpstreams/render-problem.ts";
import { updateTokenRoutes } from "./tpstreams/update-token.ts";
import { viewTokenRoute } from "./tpstreams/view-token.ts";

/** TPStreams (Testpress). */
export const tpstreams: CompatSystem = {
  id: "tpstreams",
  title: "TPStreams",
  keyOf,
  routes: [
    createTokenRoute,
    listTokensRoute,
    viewTokenRoute,
    ...updateTokenRoutes,
    ...assetRoutes,
    aesKeyRoute,
    loginRoute,
    logoutRoute,
  ],
  renderProblem,
  compared,
};
