import { whoAmI as readOwnKey } from "../../commands/api-keys/read-api-keys.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { whoAmI } from "../schemas/api-keys.ts";

const whoAmIOperation = operation(
  { id: "whoAmI", tag: "api-keys", summary: "The caller's own key and organization", scope: undefined },
  {},
  { 200: whoAmI },
);

/** `GET /v1/whoami`: what may I do? Any key may ask. */
export const whoAmIRoutes: Routes = (server, dependencies) => {
  server.get("/v1/whoami", whoAmIOperation, async request => readOwnKey(dependencies, request.actor));
};
