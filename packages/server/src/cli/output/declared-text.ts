import { formatDuration } from "../../lib/duration.ts";
import type {
  ApplicationAnswer,
  CreatedOrganizationAnswer,
  GroupAnswer,
  OrganizationAnswer,
  StreamAnswer,
} from "../connection/declared-answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { limitRows } from "./limit-rows.ts";
import { printable } from "./printable.ts";
import { timeText } from "./time-text.ts";

/** An application with what is in force. */
export function applicationText(application: ApplicationAnswer): string {
  const { sessions, grace } = application;
  return [
    `Application ${printable(application.name)} (${application.kind})`,
    columns([
      ["origin", originText(application)],
      ["headers", listText(Object.keys(application.origin?.headers ?? {}))],
      ["streams", application.registered_only ? "registered ones only" : "any name"],
      ["enforcement", enforcementText(application)],
      ["embed codes", application.embed_token ? "with a token" : undefined],
      ["tokens live", formatDuration(application.default_ttl)],
      [
        "sessions",
        `${formatDuration(sessions.idle_seconds)} idle, ${formatDuration(sessions.max_seconds)} at most; a slot is free after ${formatDuration(sessions.lease_seconds)}`,
      ],
      ["repeats", grace.seconds === 0 ? "none" : `${grace.repeats} within ${formatDuration(grace.seconds)}`],
      ["declared in", application.declared_in ?? undefined],
    ]),
  ].join("\n");
}

/** Where an application's media comes from. */
export function originText({ origin }: ApplicationAnswer): string {
  if (origin === null) return "none";
  const where = origin.bucket === undefined ? (origin.folder ?? origin.url) : bucketText(origin);
  if (where === undefined) return "built in";
  return origin.allow_private ? `${where}, also at private addresses` : where;
}

/** The bucket, what its keys begin with, and where it is. */
function bucketText({ bucket, prefix, endpoint }: NonNullable<ApplicationAnswer["origin"]>): string {
  const keys = prefix ? `${bucket}/${prefix}` : bucket;
  return `bucket ${keys} at ${endpoint}`;
}

/** How tokens are enforced; a dash for what the application says. */
export function enforcementText({ enforcement }: ApplicationAnswer | StreamAnswer): string | undefined {
  const { publish, play } = enforcement;
  if (publish === null && play === null) return undefined;
  return publish === play ? `${play}` : `publish ${publish ?? "-"}, play ${play ?? "-"}`;
}

/** A stream with what is in force. */
export function streamText(stream: StreamAnswer): string {
  const { limits, entries } = stream;
  const time = (seconds: number | null) => (seconds === null ? undefined : timeText(seconds));
  return [
    `Stream ${printable(stream.name)} (${stream.kind})`,
    columns([
      ["group", stream.group ?? undefined],
      ["aliases", listText(stream.aliases)],
      ["entries", listText([entries.hls, entries.dash, entries.mp4].filter(entry => entry !== null))],
      ["enforcement", enforcementText(stream)],
      ["embed codes", embedText(stream)],
      ["networks", listText(limits.ip)],
      ["sites", listText(limits.domains)],
      ...limitRows(limits, ["play", "plays"]),
      ["from", time(limits.not_before)],
      ["until", time(limits.expires_at)],
      ["declared in", stream.declared_in ?? undefined],
    ]),
  ].join("\n");
}

/** What embed codes of a stream hold, and whether it goes along with its workspace; undefined: nothing is said. */
function embedText({ embed_token: token, follow_default: follows }: StreamAnswer): string | undefined {
  if (token !== null) return token ? "with a token" : "without a token";
  return follows ? "as the default of the workspace says" : undefined;
}

/** A group with its streams. */
export function groupText(group: GroupAnswer): string {
  const more = group.stream_count - group.streams.length;
  return [
    `Group ${printable(group.id)}`,
    columns([
      ["title", group.title ?? undefined],
      ["streams", listText(more === 0 ? group.streams : [...group.streams, `and ${more} more`]) ?? "none"],
      ["declared in", group.declared_in ?? undefined],
    ]),
  ].join("\n");
}

/** An organization. */
export function organizationText({ code, title }: OrganizationAnswer): string {
  const head = `Organization ${printable(code)}`;
  return title === null ? head : `${head}\n${columns([["title", title]])}`;
}

/** An organization that was made. Its key is the last line: easy to copy and to cut off. */
export function createdOrganizationText(organization: CreatedOrganizationAnswer): string {
  const { code, api_key: key } = organization;
  return [
    `${colour.good("Created")} organization ${printable(code)}`,
    columns([
      ["title", organization.title ?? undefined],
      ["its key", key.id],
    ]),
    "",
    "Its administrator's API key; this is shown once:",
    key.key,
  ].join("\n");
}

function listText(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join(", ");
}
