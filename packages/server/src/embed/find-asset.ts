import type { LocatedStream } from "../registry/application.ts";
import { isLocated, type Registry } from "../registry/registry.ts";

/** Where a bare name belongs that no registered stream has, as media servers have them (`cam1`). */
const LIVE = "live";

/** What a page or a player asks for, and whose tokens count for it. */
export interface FoundAsset {
  /** Undefined: nobody's; then no credential opens it. */
  readonly organization: string | undefined;
  readonly stream: LocatedStream | undefined;
}

/**
 * Finds what names in an address mean: `application/stream`; or `asset` and `organization/asset`, where an asset is an
 * alias, the id of a stream or of a group, looked up inside the organization of the credential alone. `ownerOf` is asked
 * only where the names themselves do not say whose they are.
 */
export async function findAsset(
  registry: Registry,
  names: readonly string[],
  ownerOf: (hasIt: (organization: string) => boolean) => Promise<string | undefined>,
): Promise<FoundAsset> {
  const [first = "", ...rest] = names;
  const byPath = rest.length > 0 ? inApplication(registry, first, rest) : undefined;
  const isTenant = rest.length > 0 && registry.declared.organization(first) !== undefined;
  if (byPath && (byPath.stream || !isTenant)) return byPath;
  const assetOf = (organization: string) => inOrganization(registry, organization, names);
  const owner = await ownerOf(organization => assetOf(organization) !== undefined);
  if (owner !== undefined && (!byPath || byPath.organization === owner || first === owner)) {
    return { organization: owner, stream: assetOf(owner) };
  }
  const stream = isTenant ? assetOf(first) : undefined;
  if (isTenant && (stream || !byPath)) return { organization: first, stream };
  return byPath ?? { organization: undefined, stream: undefined };
}

/**
 * What was asked for, for the decision's record: the stream; where there is none the words of the address, with a slash in
 * front unless they begin with an application of whoever is asked. Only names that exist are counted in, and what stands
 * in a name's place may be a token.
 */
export function recordedName(
  registry: Registry,
  { organization, stream }: FoundAsset,
  { names, text }: { readonly names: readonly string[]; readonly text: string },
): string {
  if (stream) return stream.facts.stream;
  const application = names.length > 1 ? registry.application(names[0] ?? "") : undefined;
  return application && application.organization === organization ? names.join("/") : `/${text}`;
}

function inApplication(
  registry: Registry,
  name: string,
  segments: readonly string[],
): FoundAsset | undefined {
  const application = registry.application(name);
  if (!application) return undefined;
  const found = registry.locate(application, segments);
  const stream = found?.rest.length === 0 ? found.stream : undefined;
  return { organization: application.organization, stream };
}

function inOrganization(
  registry: Registry,
  organization: string,
  names: readonly string[],
): LocatedStream | undefined {
  const [first = "", ...rest] = names;
  const whole = named(registry, organization, names.join("/"));
  if (whole || rest.length === 0) return whole ?? unregistered(registry, organization, first);
  if (first !== organization) return undefined;
  const asset = rest.join("/");
  const found = named(registry, organization, asset);
  // `demo/x` is a stream of the application demo, there or not, before it is a live one of the organization demo.
  if (found || registry.application(first)) return found;
  return unregistered(registry, organization, asset);
}

function named(registry: Registry, organization: string, name: string): LocatedStream | undefined {
  const found = registry.resolve(organization, name);
  if (isLocated(found)) return found;
  // A name that means two things opens nothing.
  if (found.problem !== "unknown") return undefined;
  const [member] = registry.membersOf(organization, name);
  return member === undefined ? undefined : registry.named(organization, member);
}

/** A stream that is there because its application takes any name. */
function unregistered(registry: Registry, organization: string, name: string): LocatedStream | undefined {
  const found = registry.resolve(organization, name);
  if (isLocated(found) || found.problem !== "unknown" || name.includes("/")) return undefined;
  return registry.named(organization, `${LIVE}/${name}`);
}
