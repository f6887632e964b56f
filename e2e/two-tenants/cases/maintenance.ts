import type { TagWalks } from "../operation-walk.ts";

const forOperators = "is the machine's, and refused to every tenant, whatever is asked";

export const maintenanceWalks: TagWalks = {
  backup: { nothing: forOperators },
  restore: { nothing: forOperators },
  readRetention: { nothing: forOperators },
  listServers: { nothing: forOperators },
};
