import { describe, expect, test } from "vitest";
import { readStat } from "./nginx-rtmp-stat.ts";

const REFUSED = /^its answer is not in the form of \/stat$/;

function clientXml(id: number | string): string {
  return `<client><id>${id}</id><address>203.0.113.9</address><time>1000</time><timestamp>900</timestamp><active/></client>`;
}

function statOf(inside: string): string {
  return `<?xml version="1.0" encoding="utf-8" ?>\r\n<rtmp>\r\n${inside}</rtmp>\r\n`;
}

function streamXml(clients: string): string {
  return statOf(
    `<server><application><name>live</name><live><stream><name>cam1</name>${clients}</stream></live></application></server>`,
  );
}

describe("/stat of nginx-rtmp", () => {
  test("with 10,000 clients is read in a moment, and others get their turn meanwhile", async () => {
    const document = streamXml(Array.from({ length: 10_000 }, (_, index) => clientXml(index)).join("\r\n"));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const began = performance.now();
    const [stream] = await readStat(document);
    clearInterval(timer);
    expect(stream?.clients).toHaveLength(10_000);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(turns).toBeGreaterThan(0);
  });

  test.each([
    ["nothing", ""],
    ["text alone", "Service Unavailable"],
    ["another root", "<html></html>"],
    ["two roots", `${statOf("")}${statOf("")}`],
    ["a tag that is not closed", "<rtmp><server></rtmp>"],
    ["crossed tags", "<rtmp><server><live></server></live></rtmp>"],
    ["attributes", '<rtmp><server name="x"></server></rtmp>'],
    ["a comment", "<rtmp><!-- x --></rtmp>"],
    ["CDATA", "<rtmp><![CDATA[x]]></rtmp>"],
    ["an unknown entity", streamXml("").replace("cam1", "cam&nbsp;1")],
    ["nesting without end", `<rtmp>${"<a>".repeat(1000)}${"</a>".repeat(1000)}</rtmp>`],
    ["a client without a number", streamXml(clientXml("x"))],
  ])("that is %s is refused", async (_what, document) => {
    await expect(readStat(document)).rejects.toThrow(REFUSED);
  });

  test("that is made to be slow is refused in a moment", async () => {
    const began = performance.now();
    await expect(readStat("<".repeat(1_000_000))).rejects.toThrow(REFUSED);
    await expect(readStat(`<rtmp>${"&".repeat(1_000_000)}`)).rejects.toThrow(REFUSED);
    await expect(readStat(`<?${"x".repeat(1_000_000)}`)).rejects.toThrow(REFUSED);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test("keeps what nginx escaped, and the server block that a stream is in", async () => {
    const document = statOf(
      "<server></server><server><application><name>a&amp;b</name><live><stream><name>&lt;x&gt;</name><publishing/></stream></live></application></server>",
    );
    expect(await readStat(document)).toMatchObject([
      { server: 1, application: "a&b", name: "<x>", isPublishing: true, clients: [] },
    ]);
  });
});
