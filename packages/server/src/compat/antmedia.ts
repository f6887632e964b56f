import type { CompatSystem } from "./compat-system.ts";

/** Ant Media Server. */
export const antmedia: CompatSystem = {
  id: "antmedia",
  title: "Ant Media Server",
  keyOf: () => undefined,
  routes: [],
  renderProblem: ({ detail }) => ({ status: 400, json: { message: detail } }),
  compared: [],
};
