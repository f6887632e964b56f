/** The groups that operations are listed under, in the order of the documentation. To add one: one line here. */
export const apiTags = [
  {
    name: "tokens",
    description: "What lets somebody publish or play. A token's text is in one answer only.",
  },
  { name: "check", description: "What would a door say? The same flow that judges viewers, asked directly." },
  {
    name: "revocations",
    description: "Withdraw tokens by token, user, tag, stream and more; see and undo it.",
  },
  { name: "sessions", description: "Who publishes and plays, now and before." },
  { name: "decisions", description: "Why a request was let in or refused." },
  {
    name: "applications",
    description: "Namespaces of streams: where media comes from, and how it is protected.",
  },
  {
    name: "streams",
    description: "Streams that are registered by name, each with its own kind, group and limits.",
  },
  { name: "groups", description: "Sets of streams that one token opens, whoever joins later." },
  { name: "organizations", description: "Tenants of this installation; each sees only itself." },
  {
    name: "api-keys",
    description: "Who may ask this API for what. A key hands out only what it has itself.",
  },
  {
    name: "keys",
    description:
      "What signed tokens are made and checked with: made here, imported, or followed at a JWKS URL.",
  },
  { name: "usage", description: "How much was played and published, by the hour and by the day." },
  { name: "users", description: "What is kept about a viewer, and its erasure." },
  {
    name: "audit",
    description: "What was changed, by whom and from where, in a chain that shows if one entry is altered.",
  },
  {
    name: "webhooks",
    description: "Events sent to a URL of yours, signed; what was sent, and sending it again.",
  },
  {
    name: "servers",
    description: "Media servers and web servers that ask Sluice: for the machine's own operators.",
  },
  { name: "maintenance", description: "The whole database: for the machine's own operators." },
  { name: "server", description: "The server itself: health, metrics, this document." },
] as const;
