import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mediaServerKinds } from "../../declarations/media-server.ts";
import { webEdgeKinds } from "../../declarations/web-edge.ts";
import { connectGuides } from "./index.ts";

const filled = { base: "http://<address>", host: "<address>", secret: "<secret>" };
const project = new URL("../../../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, project), "utf8");
const edges = connectGuides.filter(({ page }) => page.startsWith("docs/edges/"));
const hooks = connectGuides.filter(({ page }) => page.startsWith("docs/hooks/"));

test("every media server and every web server has one guide, and nothing else has", () => {
  expect(connectGuides.map(({ kind }) => kind)).toEqual([...mediaServerKinds, ...webEdgeKinds]);
});

describe.each(hooks.map(guide => [guide.kind, guide] as const))("%s", (_kind, guide) => {
  test("prints the configuration that its page shows, with address and secret in their places", () => {
    const base = guide.kind === "bintu" ? "https://<address>" : filled.base;
    expect(read(guide.page)).toContain(`\n${guide.configuration({ ...filled, base })}\n\`\`\``);
  });

  test("says how Sluice gets its API as its page does, if it has one", () => {
    if (guide.api === undefined) expect(["antmedia", "bintu"]).toContain(guide.kind);
    else expect(read(guide.page)).toContain(`\n${guide.api}\n\`\`\``);
  });

  test("asks where Sluice listens for it, and proves itself", () => {
    const text = guide.configuration({
      base: "http://10.0.0.5:8080",
      host: "10.0.0.5:8080",
      secret: "s3cret-of-it",
    });
    expect(text).toContain(`http://10.0.0.5:8080/hooks/${guide.kind}`);
    expect(text).toContain("s3cret-of-it");
    expect(text).not.toMatch(/[<>]address|<secret>/);
  });
});

describe.each(edges.map(guide => [guide.kind, guide] as const))("%s", (_kind, guide) => {
  test("prints the shipped configuration that its page shows", () => {
    const shipped = guide.configuration({
      base: "http://127.0.0.1:8080",
      host: "127.0.0.1:8080",
      secret: "",
    });
    for (const file of guide.kind === "haproxy" ? shipped.split(/\n\n(?=-- Asks Sluice)/) : [shipped]) {
      expect(read(guide.page)).toContain(`\n${file}\n\`\`\``);
    }
  });

  test("asks where Sluice listens, everywhere that it names Sluice", () => {
    const text = guide.configuration({ base: "http://10.0.0.5:9000", host: "10.0.0.5:9000", secret: "" });
    expect(text).toContain("10.0.0.5");
    expect(text).toMatch(/\b9000\b/);
    expect(text).not.toMatch(/\b8080\b/);
  });
});

test("every guide is a media server's or a web server's", () => {
  expect([...hooks, ...edges]).toHaveLength(connectGuides.length);
});
