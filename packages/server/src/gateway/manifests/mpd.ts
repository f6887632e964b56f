import { readXml, type XmlElement } from "./xml.ts";

/** The root element of a DASH presentation; undefined for anything else, malformed XML included. */
export function readMpd(text: string): XmlElement | undefined {
  const root = readXml(text);
  return root?.name === "MPD" ? root : undefined;
}

/** The children of that name, in order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(child => child.name === name);
}

/** The value of an attribute without prefix. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(attribute => attribute.name === name)?.value;
}
