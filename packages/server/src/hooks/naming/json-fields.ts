import { isJsonObject, type JsonObject, parseJsonObject } from "@sluice/token";

/**
 * Reads a body that is one JSON object in UTF-8; undefined for anything else. A name that occurs twice in an object, at
 * whatever depth, makes it unreadable, as does nesting beyond 16: two programs could read it in two ways. `__proto__` is a
 * name like any other. Never throws, in a time linear in the length.
 */
export function readJsonFields(body: Uint8Array): JsonObject | undefined {
  return parseJsonObject(body);
}

/** A field's text; undefined when it is absent, null or anything but a text. */
export function textField(fields: JsonObject, name: string): string | undefined {
  const value = ownField(fields, name);
  return typeof value === "string" ? value : undefined;
}

/** The same, but for an empty text, which says as little as none. */
export function filledField(fields: JsonObject, name: string): string | undefined {
  return textField(fields, name) || undefined;
}

/** A field's text, or a whole number as a text: ids come as either. Undefined for anything else, and when empty. */
export function idField(fields: JsonObject, name: string): string | undefined {
  const value = ownField(fields, name);
  return typeof value === "number" && Number.isSafeInteger(value) ? `${value}` : filledField(fields, name);
}

/** A field's number from 0 on; undefined when it is absent or anything else. Of numbers in texts nothing is read. */
export function countField(fields: JsonObject, name: string): number | undefined {
  const value = ownField(fields, name);
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A field's object; undefined when it is absent or anything else. */
export function objectField(fields: JsonObject, name: string): JsonObject | undefined {
  const value = ownField(fields, name);
  return isJsonObject(value) ? value : undefined;
}

/** Whether a field is there at all, also as null. */
export function hasField(fields: JsonObject, name: string): boolean {
  return Object.hasOwn(fields, name);
}

function ownField(fields: JsonObject, name: string): JsonObject[string] | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
