import type { TagCases } from "../contract-case.ts";
import type { ContractWorld } from "../contract-world.ts";

const body = { selector: { user: "anna" } };

const aRevocation = async (world: ContractWorld) => ({
  path: { id: String((await world.make("/v1/revocations", body)).id) },
});

export const revocationCases: TagCases = {
  revoke: {
    200: { body: { ...body, dry_run: true } },
    201: { body },
    422: [{ body: { selector: {} } }, { body: { selector: { all: true } } }],
  },
  listRevocations: {
    200: async world => {
      await aRevocation(world);
      return {};
    },
  },
  readRevocation: { 200: aRevocation },
  undoRevocation: { 204: aRevocation },
};
