import type { SettingNotes } from "../declarations/setting-notes.ts";
import { webEdgeKinds } from "../declarations/web-edge.ts";
import {
  RESERVED_FIRST_SEGMENTS,
  RESERVED_IN_APPLICATION,
  RESERVED_ORGANIZATION_CODES,
} from "../http/reserved-words.ts";
import { APPLICATION_NAME_RULE, REGISTERED_STREAM_ID_RULE } from "../lib/names.ts";
import { documentedKeys } from "./documented-keys.ts";
import { CLIENT_ENVIRONMENT, LATER_ENVIRONMENT } from "./environment-names.ts";
import { nodesAlong, type SchemaNode, settingsNode } from "./schema-node.ts";
import { configFileNotes } from "./settings-schema.ts";

/** The text of docs/configuration.md, made from the settings' schema. `exampleYaml` is a full example file. */
export function renderDocs(exampleYaml: string): string {
  return `<!-- Made by \`npx node packages/server/src/config/write-docs.ts\` from the settings' schema. Change that. -->

# Configuration

Nothing has to be configured: \`sluice start\` runs on the defaults below. A setting comes from, the strongest first:

1. a flag of the command line,
2. an environment variable; an empty one counts as not set,
3. the YAML file,
4. the default.

The server starts only if everything is right. Otherwise it names all problems at once: where each is, what is wrong
and what is allowed. Values of secrets, URLs and headers are never part of such a message. Secrets have no flag, since
other users of a machine can read command lines.

A relative path starts at the current folder; in the YAML file it starts at that file's folder.

## Settings

${table(["YAML key", "environment", "flag", "default", "allowed", "what it does"], settingRows())}

## Headers of proxies

In the YAML file they are \`proxy_headers.<key>\`. They are read from \`trusted_proxies\` alone; a header that is there
twice says nothing.

${table(["key", "default", "allowed", "what it does"], rowsOfSection("proxy_headers"))}

## Retention

In the YAML file they are \`retention.<key>\`. [Operations](operations.md#retention) tells what is never removed.

${table(["key", "default", "allowed", "what it does"], rowsOfSection("retention"))}

## Media servers

In the YAML file they are \`servers.<name>\`; the name is what sessions and logs call the server. [Media
servers](hooks.md) tells what they ask, and which address to give them.

${table(["key", "default", "allowed", "what it does"], rowsBelow("servers"))}

## Web servers

In the YAML file they are \`edges.<kind>\`, with the kinds ${list(webEdgeKinds)}:

${table(["key", "default", "allowed", "what it does"], rowsBelow("edges", "nginx"))}

## Applications

In the YAML file they are \`applications.<name>\`; [API v1 takes the same words](applications.md). What the
file declares is locked there.

${table(["key", "default", "allowed", "what it does"], rowsBelow("applications"))}

## Groups

In the YAML file they are \`groups.<id>\`:

${table(["key", "default", "allowed", "what it does"], rowsBelow("groups"))}

## Reading the file again

\`SIGHUP\` makes a running server read its configuration again. Applications, streams, groups and origins apply at once,
and no session ends but those of a stream that is gone, and those of a group's token whose stream has left the group. A
file with a problem changes nothing, and the log names every problem. Other settings that have changed are named in the
log: they need a restart.

## Names

- An application's name: ${APPLICATION_NAME_RULE}.
- A registered stream's id: ${REGISTERED_STREAM_ID_RULE}.
- With \`demo: true\` the name \`demo\` is taken by the demo.

${words("No application may be called", RESERVED_FIRST_SEGMENTS)}

${words("No stream's id may begin with the segment", RESERVED_IN_APPLICATION)} A later segment must not be \`whip\` or
\`whep\`.

${words("No organization may have the code", RESERVED_ORGANIZATION_CODES)}

## Other environment variables

- ${list(CLIENT_ENVIRONMENT)} belong to the \`sluice\` command as a client; the server does not read them.
- ${list(LATER_ENVIRONMENT)} have no effect yet. Setting one gives a warning.
- Any other \`SLUICE_…\` variable gives a warning and has no effect. Kubernetes makes such variables, \`SLUICE_PORT\`
  among them, for a service that is called \`sluice\`: give it another name or set \`enableServiceLinks: false\`.

## A full example

\`\`\`yaml
${exampleYaml.trimEnd()}
\`\`\`
`;
}

function settingRows(): readonly (readonly string[])[] {
  const settings = Object.entries(settingsNode.properties ?? {}).map(([key, node]) => row(code(key), node));
  return [row("", configFileNotes), ...settings];
}

function row(key: string, notes: SettingNotes | SchemaNode): readonly string[] {
  const { environment, flag, description = "", allowed = "" } = notes;
  return [key, code(environment), code(flag), defaultOf(notes), allowed, description];
}

function rowsBelow(
  section: "applications" | "groups" | "servers" | "edges",
  name = "<name>",
): readonly (readonly string[])[] {
  const application = nodesAlong([section, name]).at(-1) ?? {};
  const freeName = (parent: string) => (parent.endsWith("headers") ? "<header>" : "<id>");
  return documentedKeys(application, freeName).map(({ path, node }) => [
    code(path),
    defaultOf(node),
    node.allowed ?? "",
    node.description ?? "",
  ]);
}

function rowsOfSection(section: string): readonly (readonly string[])[] {
  const keys = Object.entries(nodesAlong([section]).at(-1)?.properties ?? {});
  return keys.map(([key, node]) => [code(key), defaultOf(node), node.allowed ?? "", node.description ?? ""]);
}

function defaultOf(notes: SettingNotes | SchemaNode): string {
  if (notes.defaultText !== undefined) return notes.defaultText;
  const value = "default" in notes ? notes.default : undefined;
  return typeof value === "object" || value === undefined
    ? ""
    : code(JSON.stringify(value).replaceAll('"', ""));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function words(sentence: string, reserved: ReadonlySet<string>): string {
  return `${sentence}: ${[...reserved].map(code).join(" ")}.`;
}

function list(names: readonly string[]): string {
  return names.map(code).join(", ");
}

function code(text: string | undefined): string {
  return text === undefined || text === "" ? "" : `\`${text}\``;
}
