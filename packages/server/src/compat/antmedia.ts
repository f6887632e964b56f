import { comparedCalls } from "./antmedia/compared.ts";
import type { CompatSystem } from "./compat-system.ts";

/** Ant Media Server: its REST API of an application, `/{app}/rest/…`, and its settings. */
export const antmedia: CompatSystem = {
  id: "antmedia",
  title: "Ant Media Server",
  keyOf: () => undefined,
  // One line for each list of routes.
  routes: [],
  renderProblem: ({ detail }) => ({ status: 400, json: { message: detail } }),
  compared: comparedCalls,
};
