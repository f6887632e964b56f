/** What an API key may be allowed, each with what it means for whoever hands it out. One word per right. */
export const scopeTexts = {
  admin: "everything inside the organization, also what later versions add",
  installation: "organizations, folder origins, backup and restore: the machine's own operators only",
  "tokens:read": "list and see tokens",
  "tokens:create": "make tokens for streams and groups",
  "tokens:create-organization": "make tokens that open the whole organization",
  "tokens:update": "change, suspend and resume tokens",
  "tokens:revoke": "revoke tokens, revoke by selector, undo",
  check: "ask what a door would say, and spend a use with consume",
  "sessions:read": "see who publishes and plays",
  "sessions:end": "end sessions",
  "decisions:read": "read why requests were refused",
  "streams:read": "see applications, streams and groups",
  "streams:write": "make, change and remove applications, streams and groups",
  "keys:read": "list API keys and token keys",
  "keys:write": "make, change and revoke API keys and token keys with no more rights than its own",
  "usage:read": "read usage",
  "users:erase": "erase what is kept about a viewer",
  "audit:read": "read, verify and export the audit log",
  "webhooks:read": "see webhooks and their deliveries",
  "webhooks:write": "make, change and remove webhooks, and replay deliveries",
  "metrics:read":
    "read /metrics from another machine: they count every organization, so that only `installation` hands it out",
} as const;

export type Scope = keyof typeof scopeTexts;

/** Every scope, in the order of the documentation. */
export const scopes = Object.keys(scopeTexts) as readonly Scope[];

/**
 * True when a holder of `granted` may do what needs `wanted`. `admin` holds all inside the organization. The machine is
 * its operators': an administrator without `installation` does not read metrics, which count every organization.
 */
export function includesScope(granted: ReadonlySet<Scope>, wanted: Scope): boolean {
  if (granted.has(wanted)) return true;
  if (wanted === "installation") return false;
  return granted.has("admin") && (wanted !== "metrics:read" || granted.has("installation"));
}
