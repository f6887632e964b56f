import type { TagCases } from "../contract-case.ts";
import { aGroup } from "./declared.ts";

export const groupCases: TagCases = {
  listGroups: {
    200: async world => {
      await aGroup(world);
      return {};
    },
  },
  createGroup: {
    201: { body: { id: "news", title: "The news", streams: ["live/a", "demo/clip"] } },
    409: async world => ({ body: { id: (await aGroup(world)).path.id } }),
  },
  readGroup: { 200: aGroup },
  updateGroup: {
    200: async world => ({ ...(await aGroup(world)), body: { streams: ["live/b"] } }),
    409: async world => {
      await world.declare("groups: {filed: {streams: [live/f]}}");
      return { path: { id: "filed" }, body: { title: "mine" } };
    },
  },
  deleteGroup: {
    204: aGroup,
    409: async world => {
      await world.declare("groups: {filed: {streams: [live/f]}}");
      return { path: { id: "filed" } };
    },
  },
};
