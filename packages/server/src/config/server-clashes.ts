import { clientProtocols, mediaServerKindOf } from "../declarations/media-server.ts";
import { addressForms } from "../declarations/stream-addresses/index.ts";
import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { mapAt, textsAt } from "./settings-tree.ts";

interface Entry {
  readonly name: string;
  /** As it is written, else its name. */
  readonly kind: unknown;
  /** Its own secrets, else those of all servers; none: it gets one under its name. */
  readonly secrets: readonly string[];
  readonly isCutByLifetime: boolean;
  /** Where its `api` is; undefined: it has none, or an address that is none. */
  readonly apiAddress: string | undefined;
  /** The protocols of its `addresses`. */
  readonly addressed: readonly string[];
}

/**
 * Media servers whose kind nobody can tell or has something else than they say, and those that a call could not tell apart:
 * two of one kind with the same secret or the same API, and one that is called as another kind, whose own default has that name. It reads
 * the settings before they are checked, so that these problems are reported with the others, and shows no secret.
 */
export function findServerClashes(settings: CollectedSettings): readonly ConfigProblem[] {
  const servers = mapAt(settings.values, "servers");
  const shared = textsAt(settings.values, "hook_secret");
  const entries = Object.keys(servers).map((name): Entry => {
    const entry = mapAt(servers, name);
    const own = textsAt(entry, "secrets");
    return {
      name,
      kind: Object.hasOwn(entry, "kind") ? Reflect.get(entry, "kind") : name,
      secrets: own.length > 0 ? own : shared,
      isCutByLifetime: Object.hasOwn(entry, "lifetime_seconds"),
      apiAddress: addressOf(mapAt(entry, "api")),
      addressed: Object.keys(mapAt(entry, "addresses")),
    };
  });
  return entries.flatMap((entry, index) =>
    faultsOf(entry, entries.slice(0, index)).map(fault => ({
      source: settings.sourceOf(["servers", entry.name]),
      ...fault,
    })),
  );
}

type Fault = Omit<ConfigProblem, "source">;

function faultsOf(entry: Entry, before: readonly Entry[]): readonly Fault[] {
  const { name, kind } = entry;
  if (kind === name && mediaServerKindOf(name) === undefined) {
    return [{ problem: "has no kind, and its name is none", allowed: "kind: mediamtx, for example" }];
  }
  const other = before.find(
    earlier => earlier.kind === kind && earlier.secrets.some(text => entry.secrets.includes(text)),
  );
  const isOthersName = kind !== name && mediaServerKindOf(name) !== undefined;
  return [
    ...(isOthersName
      ? [{ problem: "another kind of media server has this name", allowed: `another name, or kind: ${name}` }]
      : []),
    ...(entry.isCutByLifetime && kind !== "ome"
      ? [{ problem: "has lifetime_seconds, which only kind ome knows", allowed: "no lifetime_seconds" }]
      : []),
    ...unservedAddresses(entry),
    ...sharedApi(entry, before),
    ...(other ? [sharedSecret(other)] : []),
  ];
}

/** Addresses of protocols that a kind does not ask about: no token would ever come with one. */
function unservedAddresses({ kind, addressed }: Entry): readonly Fault[] {
  const known = mediaServerKindOf(kind);
  if (known === undefined) return [];
  const served = clientProtocols.filter(protocol => addressForms[known][protocol] !== undefined);
  return clientProtocols
    .filter(protocol => addressed.includes(protocol) && !served.includes(protocol))
    .map(protocol => ({
      problem: `has an address for ${protocol}, with which tokens of kind ${known} do not travel`,
      allowed: served.join(", "),
    }));
}

function sharedSecret({ name }: Entry): Fault {
  return {
    problem: `has a secret of ${name}, which is of the same kind: a call could come from either`,
    allowed: "secrets of its own (servers.<name>.secrets)",
  };
}

function addressOf(api: object): string | undefined {
  const url: unknown = Reflect.get(api, "url");
  return typeof url === "string" ? URL.parse(url)?.href.replace(/\/+$/, "") : undefined;
}

/** Each would find clients of the other on the list, whom nobody has asked it about, and cut them. OvenMediaEngine lists none. */
function sharedApi({ kind, apiAddress }: Entry, before: readonly Entry[]): readonly Fault[] {
  const other = before.find(earlier => earlier.kind === kind && earlier.apiAddress === apiAddress);
  if (apiAddress === undefined || kind === "ome" || !other) return [];
  const problem = `has the API of ${other.name}, which is of the same kind: each would cut the clients of the other`;
  return [{ problem, allowed: "one entry for each media server" }];
}
