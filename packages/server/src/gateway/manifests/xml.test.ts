import { describe, expect, test } from "vitest";
import { readXml } from "./xml.ts";
import { decodeEntities, encodeEntities } from "./xml-entities.ts";

describe("readXml", () => {
  test("positions point at what stands in the document", () => {
    const document = `<?xml version="1.0"?>\n<a:b c='1' d = "x&amp;y">text<!-- no --><![CDATA[<&>]]><e/></a:b>\n`;
    const root = readXml(document);
    expect(root).toMatchObject({ prefix: "a:", name: "b", text: "text<&>" });
    expect(root?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ["c", "1"],
      ["d", "x&y"],
    ]);
    expect(root?.attributes.map(({ start, end }) => document.slice(start, end))).toEqual(["1", "x&amp;y"]);
    expect(document.slice(root?.contentStart, root?.contentEnd)).toBe("text<!-- no --><![CDATA[<&>]]><e/>");
    expect(root?.children.map(({ name }) => name)).toEqual(["e"]);
  });

  test.each([
    "",
    "text",
    "<a>",
    "</a>",
    "<a></b>",
    "<a/><b/>",
    "x<a/>",
    "<a/>x",
    "<a b/>",
    "<a b=c/>",
    "<a b='1' b='2'/>",
    "<a b='<'/>",
    "<a b='1'c='2'/>",
    "< a/>",
    "<a",
    "<!DOCTYPE a><a/>",
    "<!ELEMENT a><a/>",
    "<![CDATA[x]]><a/>",
    "<a><![CDATA[x</a>",
    "<a><!-- </a>",
    "<?xml <a/>",
    "<a>&b;</a>",
    "<a>& b</a>",
    "<a>&#0;</a>",
    "<a b='&#xD800;'/>",
    "<a>\u0000</a>",
  ])("%s is refused", document => {
    expect(readXml(document)).toBeUndefined();
  });
});

describe("entities", () => {
  test("the predefined ones and numbers are decoded", () => {
    expect(decodeEntities("&lt;&gt;&amp;&quot;&apos;&#65;&#x1F3AC;&#X41;")).toBe("<>&\"'A🎬A");
  });

  test("what is encoded is decoded to the same", () => {
    const text = `a&b<c>"d"'e'&amp;`;
    expect(decodeEntities(encodeEntities(text))).toBe(text);
  });
});
