import { describe, expect, test } from "vitest";
import { openApis } from "./open-apis.ts";
import { outcome } from "./testing/outcome.ts";
import { probeTable, type TableReply } from "./testing/probe-table.ts";
import { sampleConfig, sampleSystem } from "./testing/sample-server.ts";

function look(servers: string, table: Readonly<Record<string, TableReply>>) {
  const { probe, asked } = probeTable(table);
  const config = sampleConfig(`servers:\n  ${servers}\n`);
  return { found: outcome(openApis, { system: sampleSystem(), config, probe }), asked };
}

const MEDIAMTX = "mediamtx: {api: {url: 'http://127.0.0.1:9997', username: u, password: p}}";
const LIST: TableReply = [200, {}, '{"itemCount":0,"pageCount":0,"items":[]}'];
const CLIENTS: TableReply = [200, {}, '{"code":0,"server":"vid","clients":[]}'];

describe("an API that takes anybody", () => {
  test("fails where other machines reach it", async () => {
    const { found } = look(MEDIAMTX, { "http://192.0.2.80:9997/v3/paths/list": LIST });
    expect(await found).toEqual([
      "fail: The API of mediamtx takes anybody at 192.0.2.80:9997, without credentials.",
    ]);
  });

  test("is a warning where only this machine does", async () => {
    const { found } = look(MEDIAMTX, { "http://127.0.0.1:9997/v3/paths/list": LIST });
    expect(await found).toEqual([
      "warn: The API of mediamtx takes anybody on this machine, without credentials.",
    ]);
  });

  test("on another machine is a warning when it takes this one, and no other host is asked for it", async () => {
    const srs = "srs: {api: {url: 'http://10.0.0.7:1985'}}";
    const at = "http://10.0.0.7:1985/api/v1/clients/?start=0&count=1";
    const { found, asked } = look(srs, { [at]: CLIENTS });
    expect(await found).toEqual([
      "warn: The API of srs takes anybody at 10.0.0.7:1985, without credentials.",
    ]);
    expect(asked.filter(url => url.includes(":1985/"))).toEqual([at]);
  });

  test("is how nginx-rtmp's control works on this machine, and fails beyond it", async () => {
    const nginx = "nginx-rtmp: {api: {url: 'http://127.0.0.1:8935'}}";
    const stat: TableReply = [200, {}, "<?xml ?>\n<rtmp>\n"];
    expect(await look(nginx, { "http://127.0.0.1:8935/stat": stat }).found).toEqual([
      "ok: No media server's API is open to strangers.",
    ]);
    expect(await look(nginx, { "http://192.0.2.80:8935/stat": stat }).found).toEqual([
      "fail: The API of nginx-rtmp takes anybody at 192.0.2.80:8935, without credentials.",
    ]);
  });
});

describe("an API that nobody has configured is looked for on this machine, where it is by itself", () => {
  const PATH = ":1985/api/v1/clients/?start=0&count=1";

  test("and is judged like any other where its server is configured", async () => {
    expect(await look("srs: {}", { [`http://192.0.2.80${PATH}`]: CLIENTS }).found).toEqual([
      "fail: The API of srs takes anybody at 192.0.2.80:1985, without credentials.",
    ]);
    expect(await look("srs: {}", { [`http://127.0.0.1${PATH}`]: CLIENTS }).found).toEqual([
      "warn: The API of srs takes anybody on this machine, without credentials.",
    ]);
  });

  test("and where it is not, a warning tells that others reach it", async () => {
    expect(await look("mediamtx: {}", { [`http://192.0.2.80${PATH}`]: CLIENTS }).found).toEqual([
      "warn: The API of srs takes anybody at 192.0.2.80:1985, without credentials.",
    ]);
    const here = look("mediamtx: {}", { [`http://127.0.0.1${PATH}`]: CLIENTS });
    expect(await here.found).toEqual(["ok: No media server's API is open to strangers."]);
  });
});

test("an API that asks for credentials, or that answers a stranger's call with a code, is well", async () => {
  const well = ["ok: No media server's API is open to strangers."];
  expect(await look(MEDIAMTX, { "http://192.0.2.80:9997/v3/paths/list": [401] }).found).toEqual(well);
  const zlm = "zlmediakit: {api: {url: 'http://10.0.0.7', secret: of-its-own}}";
  const refused: TableReply = [200, {}, '{"code":-100,"msg":"Please login first"}'];
  expect(await look(zlm, { "http://10.0.0.7/index/api/getAllSession": refused }).found).toEqual(well);
});

test("the secret that ZLMediaKit is shipped with fails", async () => {
  const zlm = "zlmediakit: {api: {url: 'http://10.0.0.7', secret: 035c73f7-bb6b-4889-a715-d9eb2d1925cc}}";
  const [found] = await look(zlm, {}).found;
  expect(found).toBe("fail: The API of zlmediakit has the secret that ZLMediaKit is shipped with.");
});
