import type { CompatSystem } from "./compat-system.ts";

/** nanoStream Cloud. */
export const bintu: CompatSystem = {
  id: "bintu",
  title: "nanoStream Cloud",
  keyOf: () => undefined,
  routes: [],
  renderProblem: ({ detail }) => ({ status: 400, json: { message: detail } }),
  compared: [],
};
