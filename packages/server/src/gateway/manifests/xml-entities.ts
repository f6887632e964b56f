const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

const ESCAPES: ReadonlyMap<string, string> = new Map([...NAMED].map(([name, text]) => [text, `&${name};`]));

/**
 * Text with its entities replaced (XML 1.0 section 4.1). Undefined for a bare `&`, for entities other than the five
 * predefined ones and for references to what is no character.
 */
export function decodeEntities(raw: string): string | undefined {
  if (!raw.includes("&")) return raw;
  let isGood = true;
  const text = raw.replace(/&([^;&]{0,12});?/g, (entity: string, name: string) => {
    const character = entity.endsWith(";") ? (NAMED.get(name) ?? numbered(name)) : undefined;
    isGood &&= character !== undefined;
    return character ?? "";
  });
  return isGood ? text : undefined;
}

/** Text written so that it can stand in an attribute value or between tags. */
export function encodeEntities(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES.get(character) ?? character);
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return undefined;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isCharacter && !isSurrogate ? String.fromCodePoint(code) : undefined;
}
