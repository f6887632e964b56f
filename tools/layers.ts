/**
 * Who may import whom: the table behind `tools/check-layers.ts`. ARCHITECTURE.md explains it; a change here is a
 * change of the architecture and belongs in both places.
 */

/** One layer: a package, or a folder of the server. */
export interface Layer {
  readonly name: string;
  /** Folders (ending in `/`) and files; the longest match decides. */
  readonly where: readonly string[];
  /**
   * Layers by name, `node:` for Node's own modules, `npm` for packages from npm. With `type:` in front only
   * `import type` is allowed, with `dynamic:` only `await import()`. Its own files are always allowed. `*` is everything.
   */
  readonly mayImport: readonly string[];
}

const server = "packages/server/src";

/** What every door may import: never another door, never the store. */
const doorMayImport = [
  "commands",
  "access",
  "http",
  "registry",
  "declarations",
  "telemetry",
  "lib",
  "token",
  "policy",
  "type:sessions",
  "node:",
  "npm",
];

/** Each door is a layer of its own, so that none imports another. */
export const doorNames = ["api", "compat", "hooks", "edges", "gateway", "signalling", "embed"];

// The API documents what webhooks send.
const doors: readonly Layer[] = doorNames.map(name => ({
  name,
  where: [`${server}/${name}/`],
  mayImport: name === "api" ? [...doorMayImport, "webhooks"] : doorMayImport,
}));

export const layers: readonly Layer[] = [
  { name: "token", where: ["packages/token/src/"], mayImport: [] },
  {
    name: "token/node",
    where: ["node.ts", "node-hmac.ts"]
      .map(file => `packages/token/src/crypto/${file}`)
      .concat("packages/token/src/vectors/main.ts"),
    mayImport: ["token", "node:"],
  },
  { name: "policy", where: ["packages/policy/src/"], mayImport: ["token"] },
  { name: "player", where: ["packages/player/src/"], mayImport: ["npm"] },
  { name: "client", where: ["packages/client/src/"], mayImport: ["npm"] },
  { name: "dashboard", where: ["packages/dashboard/src/"], mayImport: ["client", "npm"] },

  { name: "lib", where: [`${server}/lib/`], mayImport: ["node:", "npm"] },
  { name: "http", where: [`${server}/http/`], mayImport: ["lib", "node:", "npm"] },
  // What an operator can declare, in YAML and through the API: one schema, one word for each idea.
  {
    name: "declarations",
    where: [`${server}/declarations/`],
    mayImport: ["lib", "http", "token", "policy", "node:", "npm"],
  },
  // Beside its own texts it reads what names are reserved and which shape a key must have.
  {
    name: "config",
    where: [`${server}/config/`],
    mayImport: ["declarations", "lib", "http", "token", "policy", "node:", "npm"],
  },
  {
    name: "registry",
    where: [`${server}/registry/`],
    mayImport: ["declarations", "type:store interface", "lib", "http", "token", "policy"],
  },
  // The interfaces that inner layers see, apart from what implements them.
  {
    name: "store interface",
    where: [
      "store",
      "erasure",
      "page",
      "audit",
      "objects",
      "retention",
      "usage",
      "api-keys",
      "queries",
      "token-status",
      "revocations",
      "token-changes",
      "delegations",
      "token-record",
      "token-keys",
      "subscribers",
      "idempotency",
      "webhooks",
      "organizations",
      "group-moves",
    ].map(file => `${server}/store/${file}.ts`),
    mayImport: ["lib", "policy", "type:token"],
  },
  {
    name: "store",
    where: [`${server}/store/`],
    mayImport: ["store interface", "dynamic:store drivers", "lib", "policy", "node:", "npm"],
  },
  {
    name: "store drivers",
    where: ["memory", "sqlite", "postgres", "redis"].map(driver => `${server}/store/${driver}/`),
    mayImport: ["store interface", "store", "lib", "policy", "node:", "npm"],
  },
  {
    name: "keys",
    where: [`${server}/keys/`],
    mayImport: ["store interface", "lib", "token", "token/node", "policy", "node:", "npm"],
  },
  {
    name: "telemetry",
    where: [`${server}/telemetry/`],
    mayImport: ["type:store interface", "lib", "type:policy", "node:", "npm"],
  },
  { name: "retention", where: [`${server}/retention/`], mayImport: ["store interface", "node:"] },
  // `token` only for session handles, which are sealed and opened there.
  {
    name: "sessions",
    where: [`${server}/sessions/`],
    mayImport: ["store interface", "lib", "policy", "token", "node:"],
  },
  {
    name: "access",
    where: [`${server}/access/`],
    mayImport: [
      "sessions",
      "registry",
      "telemetry",
      "store interface",
      "type:keys",
      "lib",
      "token",
      "policy",
      "node:",
    ],
  },
  {
    name: "commands",
    where: [`${server}/commands/`],
    mayImport: [
      "webhooks",
      "access",
      "sessions",
      "retention",
      "registry",
      "declarations",
      "telemetry",
      "store",
      "store interface",
      "keys",
      "lib",
      "token",
      "policy",
      "node:",
    ],
  },
  // `undici` only through lib/egress.ts.
  {
    name: "webhooks",
    where: [`${server}/webhooks/`],
    mayImport: ["telemetry", "store interface", "lib", "policy", "node:", "npm"],
  },
  ...doors,
  {
    name: "rim",
    where: [
      `${server}/main.ts`,
      `${server}/compose.ts`,
      `${server}/compose/`,
      `${server}/index.ts`,
      `${server}/cli/`,
    ],
    mayImport: ["*"],
  },
];

const httpLayers = ["http", ...doorNames, "rim"];

/** Modules that belong to some layers only, on top of the table. */
export const moduleHomes: Readonly<Record<string, readonly string[]>> = {
  fastify: httpLayers,
  "node:http": httpLayers,
  "node:https": httpLayers,
  "node:http2": httpLayers,
  undici: ["lib", ...httpLayers],
};

/** Layers without clock, randomness, environment and I/O. */
export const pureLayers: readonly string[] = ["policy"];

/** Folders, and files of the same name, that only tests import, beside `*.test.ts`. */
export const testPlaces: readonly string[] = ["testing", "conformance", "contract"];

/** Written by a tool, from something that people read instead. Their length is nobody's work. */
export const generatedFiles: readonly string[] = ["packages/client/src/schema.ts"];

/** Files above this are asked what they hide; there is no exception list. */
export const lineLimit = { source: 400, test: 600 };
