import { z } from "zod";
import { events, eventTypes } from "../../packages/server/src/webhooks/events.ts";

const BEGIN = "<!-- made from packages/server/src/webhooks/events.ts by npx node tools/docs/write.ts -->";
/** Codes that are listed in the page itself; longer lists have pages of their own. */
const MOST_VALUES = 16;
const END = "<!-- end of the events -->";

/** The page's text with the tables of all events made anew. Throws when it has no place for them. */
export function withWebhookEvents(text: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("docs/webhooks.md has no place for the events");
  return `${text.slice(0, begin)}${BEGIN}\n\n${eventTypes.map(section).join("\n")}\n${text.slice(end)}`;
}

function section(type: (typeof eventTypes)[number]): string {
  const { when, data } = events[type];
  const rows = Object.entries(data).map(
    ([name, schema]) => `| \`${name}\` | ${typeText(schema)} | ${schema.description ?? ""} |`,
  );
  return [`### ${type}`, "", when, "", "| field | type | meaning |", "|---|---|---|", ...rows, ""].join("\n");
}

/** In words: `text`, `text or null`, or every value of a short list. */
function typeText(schema: z.ZodType): string {
  const { type, anyOf = [], enum: values } = z.toJSONSchema(schema);
  if (anyOf.length > 0) {
    return anyOf.map(option => wordOf(typeof option === "object" ? option.type : undefined)).join(" or ");
  }
  const isShort = values !== undefined && values.length <= MOST_VALUES;
  return isShort ? values.map(value => `\`${value}\``).join(", ") : wordOf(type);
}

const words: Readonly<Record<string, string>> = { string: "text", integer: "number", boolean: "true, false" };

function wordOf(type: unknown): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.map(one => words[String(one)] ?? String(one)).join(" or ");
}
