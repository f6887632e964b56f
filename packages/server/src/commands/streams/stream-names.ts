import { isOwnWord } from "../../declarations/own-words.ts";
import type { Registry } from "../../registry/registry.ts";
import { type CommandProblem, refuse } from "../command-problem.ts";
import { nameReserved, nameTaken } from "../declaring/problems.ts";

type Refused = { readonly problem: CommandProblem } | undefined;

/** Why an organization cannot have a stream of this name; undefined: it can. */
export function streamNameProblem(
  { declared }: Pick<Registry, "declared">,
  organization: string,
  { application, id }: { readonly application: string; readonly id: string },
): Refused {
  if (isOwnWord("stream", id)) return nameReserved(id);
  const name = `${application}/${id}`;
  if (declared.stream(organization, name)) return nameTaken("stream", name);
  if (declared.aliasOwner(organization, id) === undefined) return undefined;
  return refuse("name-taken", `${id} is an alias of another stream`);
}

/** Why the stream cannot have these aliases; undefined: it can. An alias names one stream only in the organization. */
export function aliasProblem(
  { declared }: Pick<Registry, "declared">,
  organization: string,
  { name, aliases }: { readonly name: string; readonly aliases: readonly string[] },
): Refused {
  for (const alias of aliases) {
    const owner = declared.aliasOwner(organization, alias);
    const isId = declared.streamsWithId(organization, alias).length > 0 || name.endsWith(`/${alias}`);
    if (isId || (owner !== undefined && owner !== name)) {
      return refuse("name-taken", `the alias ${alias} is a name of a stream already`);
    }
  }
  return undefined;
}
