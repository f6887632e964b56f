import type { ApiCall } from "../connection/connection.ts";
import type { Existing, StreamSeen } from "./existing.ts";
import type { Imported, ImportedKey, ImportedStream, RowProblem } from "./imported.ts";

/** One thing of an export, and what becomes of it. */
export interface ImportStep {
  readonly at: string;
  readonly what: "stream" | "key";
  readonly name: string;
  readonly action: "make" | "change" | "as is";
  /** What is said of a new thing, or what changes; for people. */
  readonly details: readonly string[];
  /** The call that does it; a key's value is in it. Undefined where nothing is to be done. */
  readonly call?: ApiCall;
}

/** What an import does, in order: keys first, so that no stream asks for tokens that nothing can sign. */
export interface ImportPlan {
  readonly steps: readonly ImportStep[];
  readonly skipped: readonly RowProblem[];
  readonly problems: readonly RowProblem[];
}

/** Compares an export with what is there. Nothing is taken away, and what is as it should be is left alone. */
export function planImport(imported: Imported, existing: Existing, application: string): ImportPlan {
  const owners = aliasOwners(existing.streams);
  const known = new Map(existing.streams.map(stream => [stream.name, stream]));
  const keys = imported.keys.map(key => planKey(key, existing));
  const streams = imported.streams.map(stream =>
    planStream(stream, { existing, application, owners, streams: known }),
  );
  const outcomes = [...keys, ...streams];
  return {
    steps: outcomes.flatMap(outcome => ("step" in outcome ? [outcome.step] : [])),
    skipped: imported.skipped,
    problems: [
      ...imported.problems,
      ...outcomes.flatMap(outcome => ("problem" in outcome ? [outcome.problem] : [])),
    ],
  };
}

type Planned = { readonly step: ImportStep } | { readonly problem: RowProblem };

/** As a key that their own call makes here: for playing, whoever its tokens name as audience, in any library's spelling. */
const PLAYBACK_KEY = {
  algorithm: "HS256",
  default: false,
  audiences: ["*"],
  readings: { hex_payload: true, tagged_maps: true, standard_base64: true },
  caps: { actions: ["play"] },
} as const;

function planKey({ at, kid, name, value, encoding }: ImportedKey, { kids }: Existing): Planned {
  const step = { at, what: "key", name: kid } as const;
  if (kids.has(kid)) return { step: { ...step, action: "as is", details: ["its value is not compared"] } };
  const body = { ...PLAYBACK_KEY, name, kid, import: { secret: value.expose(), encoding } };
  const call = { method: "POST", path: "/v1/keys", body } as const;
  const read = encoding === "text" ? "the bytes of its value's text" : "its value read as hexadecimal";
  return { step: { ...step, action: "make", details: ["HS256", read], call } };
}

interface Place {
  readonly existing: Existing;
  readonly application: string;
  readonly owners: ReadonlyMap<string, string>;
  readonly streams: ReadonlyMap<string, StreamSeen>;
}

function planStream(stream: ImportedStream, { existing, application, owners, streams }: Place): Planned {
  const name = `${application}/${stream.id}`;
  const known = streams.get(name);
  for (const alias of stream.aliases) {
    const owner = owners.get(alias);
    if (owner !== undefined && owner !== name)
      return problem(stream, `${JSON.stringify(alias)} is an alias of ${owner} already`);
  }
  const change = changeOf(stream, known, existing.kind);
  const details = Object.entries(change).flatMap(([field, value]) => detail(field, value));
  const step = { at: stream.at, what: "stream", name, details } as const;
  if (!known) {
    const body = { application, id: stream.id, ...change };
    return { step: { ...step, action: "make", call: { method: "POST", path: "/v1/streams", body } } };
  }
  if (Object.keys(change).length === 0) return { step: { ...step, action: "as is" } };
  if (known.declared_in !== null)
    return problem(stream, `${name} is declared in ${known.declared_in}: change it there`);
  const path = `/v1/streams/${encodeURIComponent(name)}`;
  return { step: { ...step, action: "change", call: { method: "PATCH", path, body: change } } };
}

function problem({ at }: ImportedStream, message: string): Planned {
  return { problem: { at, message } };
}

/** The fields of a stream that are not as the export says. */
function changeOf(
  { kind, group, aliases, settings }: ImportedStream,
  known: StreamSeen | undefined,
  applicationKind: string,
): Readonly<Record<string, unknown>> {
  const missing = aliases.filter(alias => !known?.aliases.includes(alias));
  const play = settings.enforcement?.play;
  const { embed_token: embedToken, follow_default: followDefault } = settings;
  return {
    ...(kind !== undefined && kind !== (known?.kind ?? applicationKind) ? { kind } : {}),
    ...(group !== undefined && group !== known?.group ? { group } : {}),
    ...(missing.length > 0 ? { aliases: [...(known?.aliases ?? []), ...missing] } : {}),
    ...(play !== undefined && play !== (known?.enforcement.play ?? null) ? { enforcement: { play } } : {}),
    ...(embedToken !== undefined && embedToken !== (known?.embed_token ?? null)
      ? { embed_token: embedToken }
      : {}),
    ...(followDefault !== undefined && followDefault !== (known?.follow_default ?? false)
      ? { follow_default: followDefault }
      : {}),
  };
}

function aliasOwners(streams: readonly StreamSeen[]): ReadonlyMap<string, string> {
  return new Map(streams.flatMap(({ name, aliases }) => aliases.map(alias => [alias, name] as const)));
}

function detail(field: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return [`${field} ${value.join(", ")}`];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([inner, one]) => `${inner} ${one ?? "as the application"}`);
  return [`${field} ${value ?? "as the application"}`];
}
