import type { CompatSystem } from "./compat-system.ts";

/** Flowplayer and Wowza OVP. */
export const flowplayer: CompatSystem = {
  id: "flowplayer",
  title: "Flowplayer and Wowza OVP",
  keyOf: () => undefined,
  routes: [],
  renderProblem: ({ detail }) => ({ status: 400, json: { message: detail } }),
  compared: [],
};
