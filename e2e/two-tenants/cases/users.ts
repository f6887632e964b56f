import type { TagWalks } from "../operation-walk.ts";

export const userWalks: TagWalks = {
  eraseUser: {
    foreign: { "a user": theirs => ({ path: { user: theirs.user } }) },
  },
};
