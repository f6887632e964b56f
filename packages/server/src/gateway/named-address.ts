import type { Constraint } from "@sluice/policy";
import type { Registry } from "../registry/registry.ts";
import { resourceKind } from "./resource-kind.ts";

/** What an address `{app}/{stream}/…` names now. */
export interface NamedAddress {
  /** Of the whole: `application/stream/480p/seg-1.ts`. */
  readonly path: string;
  /** The same below the application's root. */
  readonly innerPath: string;
  readonly resource: "manifest" | "media";
  /** `application/stream`; undefined when it names none, or nothing below one. */
  readonly stream: string | undefined;
  /** The stream's own, where it enforces. */
  readonly limits: readonly Constraint[] | undefined;
}

interface Remembered {
  readonly registry: Registry;
  readonly revision: number;
  readonly named: NamedAddress;
}

const remembered = new WeakMap<readonly string[], Remembered>();

/**
 * Finds what an address names. Viewers of one stream ask for the same addresses: for the same array of segments it is looked
 * up once, until the registry changes.
 */
export function nameAddress(registry: Registry, segments: readonly string[]): NamedAddress {
  const revision = registry.revision();
  const known = remembered.get(segments);
  if (known?.registry === registry && known.revision === revision) return known.named;
  const named = find(registry, segments);
  remembered.set(segments, { registry, revision, named });
  return named;
}

function find(registry: Registry, segments: readonly string[]): NamedAddress {
  const [name = "", ...inner] = segments;
  const application = registry.application(name);
  const found = application && registry.locate(application, inner);
  const kind = resourceKind(segments.at(-1) ?? "");
  return {
    path: segments.join("/"),
    innerPath: inner.join("/"),
    resource: kind === "manifest" || kind === "companion" ? "manifest" : "media",
    stream: found && found.rest.length > 0 ? found.stream.facts.stream : undefined,
    limits: found?.stream.enforcement.play === "enforce" ? found.stream.limits : undefined,
  };
}
