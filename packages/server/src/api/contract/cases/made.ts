import type { ContractWorld } from "../contract-world.ts";

/** What a token is made of, at least. */
export const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } } as const;

/** Makes a token; resolves to its id. */
export async function aToken(world: ContractWorld): Promise<string> {
  return String((await world.make("/v1/tokens", grant)).id);
}

/** Makes a session; resolves to its id. */
export async function aSession(world: ContractWorld): Promise<string> {
  return String((await checked(world)).session);
}

/** Has something judged; resolves to its decision's reference. */
export async function aDecision(world: ContractWorld): Promise<string> {
  return String((await checked(world)).ref);
}

async function checked(world: ContractWorld) {
  const { token } = await world.make("/v1/tokens", grant);
  return world.make("/v1/check", {
    action: "play",
    stream: "demo/clip",
    token,
    consume: true,
    ip: "192.0.2.1",
  });
}
