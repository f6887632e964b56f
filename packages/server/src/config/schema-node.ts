import { z } from "zod";
import { settingNotes } from "../declarations/setting-notes.ts";
import { settingsSchema } from "./settings-schema.ts";

// The part of JSON Schema that zod writes for the settings, with our notes.
const nodeSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  allowed: z.string().optional(),
  default: z.unknown().optional(),
  defaultText: z.string().optional(),
  environment: z.string().optional(),
  flag: z.string().optional(),
  concealed: z.boolean().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.literal(false), nodeSchema]).optional();
  },
  get propertyNames() {
    return nodeSchema.optional();
  },
  get items() {
    return nodeSchema.optional();
  },
  get anyOf() {
    return z.array(nodeSchema).optional();
  },
});

/** One key of the settings as data: its notes, its default, and what is below it. */
export type SchemaNode = z.output<typeof nodeSchema>;

/** The settings' schema as a tree. */
export const settingsNode: SchemaNode = nodeSchema.parse(
  z.toJSONSchema(settingsSchema, { io: "output", unrepresentable: "any", metadata: settingNotes }),
);

/** The names of the fixed keys below a node, in the order of the schema. */
export function keysOf(node: SchemaNode): readonly string[] {
  return [node, ...(node.anyOf ?? [])].flatMap(option => Object.keys(option.properties ?? {}));
}

/** The nodes from the root (first) along a path of keys and indexes, as far as the schema knows it. */
export function nodesAlong(path: readonly PropertyKey[]): readonly SchemaNode[] {
  const nodes = [settingsNode];
  let node: SchemaNode | undefined = settingsNode;
  for (const step of path) {
    node = childOf(node, step);
    if (node === undefined) break;
    nodes.push(node);
  }
  return nodes;
}

function childOf(node: SchemaNode, step: PropertyKey): SchemaNode | undefined {
  for (const option of [node, ...(node.anyOf ?? [])]) {
    const child = typeof step === "number" ? option.items : namedChild(option, String(step));
    if (child !== undefined) return child;
  }
  return undefined;
}

function namedChild(node: SchemaNode, key: string): SchemaNode | undefined {
  if (node.properties !== undefined && Object.hasOwn(node.properties, key)) return node.properties[key];
  return node.additionalProperties === false ? undefined : node.additionalProperties;
}
