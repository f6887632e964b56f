import type { ContractWorld } from "../contract-world.ts";

/** Makes an application; resolves to where it is. */
export async function anApplication(world: ContractWorld) {
  const name = await newName(world, "applications");
  await world.make("/v1/applications", { name, kind: "vod" });
  return { path: { name } };
}

/** Registers a stream; resolves to where it is. */
export async function aStream(world: ContractWorld) {
  const id = await newName(world, "streams");
  await world.make("/v1/streams", { application: "live", id });
  return { path: { name: `live/${id}` } };
}

/** Makes a group with a stream; resolves to where it is. */
export async function aGroup(world: ContractWorld) {
  const id = await newName(world, "groups");
  await world.make("/v1/groups", { id, streams: [`live/of-${id}`] });
  return { path: { id } };
}

/** Makes an organization; resolves to where it is. */
export async function anOrganization(world: ContractWorld) {
  const code = await newName(world, "organizations");
  await world.make("/v1/organizations", { code });
  return { path: { code } };
}

/** A name that nothing of the kind has. */
async function newName(world: ContractWorld, kind: string): Promise<string> {
  const { items } = await world.make(`/v1/${kind}`, undefined, "get");
  return `n${(items ?? "").length}`;
}
