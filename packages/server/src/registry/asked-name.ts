import type { LocatedStream } from "./application.ts";
import type { Registry } from "./registry.ts";

/**
 * The name under which a stream was asked for, with its application: `demo/2e8cba53-…` for an alias. Tokens that are
 * limited to addresses name the asset as embedding codes do, and the player asks for it by the same name again.
 */
export function askedName(
  { declared }: Pick<Registry, "declared">,
  stream: LocatedStream,
  names: readonly string[],
): string {
  const { organization, application, stream: name } = stream.facts;
  const asset = names.at(-1) ?? "";
  const isAlias = declared.aliasOwner(organization, asset) === name;
  return isAlias ? `${application}/${asset}` : name;
}
