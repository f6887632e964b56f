import { describe, expect, test } from "vitest";
import type { Imported } from "./imported.ts";
import { importSystems } from "./index.ts";
import { readExport } from "./read-export.ts";

const UUID = "2e8cba53-d03e-4616-a060-f70b114d291e";

function read(id: string, text: string): Imported {
  const system = importSystems.find(one => one.id === id) ?? expect.fail(id);
  return readExport(system, text);
}

describe("exports as the systems' lists answer them", () => {
  test("broadcasts of Ant Media: their streamId is the name, VoD is stored media", () => {
    const list = [
      { streamId: "cam1", name: "Camera 1", type: "liveStream", endPointList: [] },
      { streamId: "film", type: "VoD" },
    ];
    const { streams, problems } = read("antmedia", JSON.stringify(list));
    expect(problems).toEqual([]);
    expect(streams.map(({ id, kind, aliases }) => ({ id, kind, aliases }))).toEqual([
      { id: "cam1", kind: "live", aliases: [] },
      { id: "film", kind: "vod", aliases: [] },
    ]);
  });

  test("streams of bintu: their streamname is the name, their UUID an alias; a group holds objects, names or ids", () => {
    const stream = { id: UUID, ingest: { rtmp: { url: "rtmp://x/live", streamname: "abcde-12345" } } };
    const { streams, problems } = read(
      "bintu",
      JSON.stringify({ streams: [stream], groups: [{ id: "event", streams: [UUID, "abcde-67890"] }] }),
    );
    expect(problems).toEqual([]);
    expect(streams).toMatchObject([
      { id: "abcde-12345", aliases: [UUID], group: "event", at: "groups[0].streams[0]" },
      { id: "abcde-67890", aliases: [], group: "event" },
    ]);
  });

  test.each([
    ["a list in data", { success: true, data: [{ id: UUID, streamname: "abcde-12345" }] }],
    ["a list inside data", { success: true, data: { streams: [{ id: UUID, streamname: "abcde-12345" }] } }],
    ["one stream in data", { success: true, data: { id: UUID, streamname: "abcde-12345" } }],
  ])("an answer of nanoStream Cloud is read with what is wrapped around it: %s", (_title, answer) => {
    const { streams, problems } = read("bintu", JSON.stringify(answer));
    expect([streams.map(({ id }) => id), problems]).toEqual([["abcde-12345"], []]);
  });

  test("assets of TPStreams: folders are left out, with the row", () => {
    const results = [
      { id: "8rEx9apZHFF", type: "video" },
      { id: "9sFy", type: "livestream" },
      { id: "f1", type: "folder" },
    ];
    const { streams, skipped } = read("tpstreams", JSON.stringify({ count: 3, next: null, results }));
    expect(streams.map(({ id, kind }) => [id, kind])).toEqual([
      ["8rEx9apZHFF", "vod"],
      ["9sFy", "live"],
    ]);
    expect(skipped).toEqual([{ at: "results[2]", message: "is a folder" }]);
  });

  test("videos of Flowplayer: their behaviour becomes enforcement, and a name of ours turns their id into an alias", () => {
    const csv = `id,playback_token_behavior,stream\n${UUID},NO_TOKEN,film\n${UUID.replace("2", "3")},FOLLOW_DEFAULT,\n`;
    const { streams } = read("flowplayer", csv);
    expect(streams).toMatchObject([
      { id: "film", aliases: [UUID], settings: { enforcement: { play: "off" }, follow_default: false } },
      { aliases: [], settings: { enforcement: { play: null }, embed_token: null, follow_default: true } },
    ]);
  });

  test("keys of Flowplayer: their id is the kid, the key the bytes of the value's text; also as the answer that made one", () => {
    const made = { id: `${UUID}-7148f`, name: "mine", value: "ab".repeat(32) };
    const listed = read("flowplayer", JSON.stringify({ playback_token_keys: [made] }));
    expect(listed.keys).toMatchObject([{ kid: made.id, name: "mine", encoding: "text" }]);
    const key = read("flowplayer", JSON.stringify({ playback_token_key: made })).keys[0];
    expect(key?.value.expose()).toBe(made.value);
    expect(read("flowplayer", JSON.stringify(made)).keys).toHaveLength(1);
    expect(JSON.stringify(listed)).not.toContain(made.value);
  });
});

describe("what is wrong", () => {
  const bad: readonly [string, string, string][] = [
    ["antmedia", "", "The file is empty."],
    ["antmedia", "[]", "The file names nothing."],
    ["antmedia", '{"videos":[{"id":"x"}]}', "The file lacks a list of broadcasts"],
    ["antmedia", '[{"streamId":', "The file is no JSON"],
    ["antmedia", `${"[".repeat(40)}${"]".repeat(40)}`, "nested too deeply"],
    ["flowplayer", 'id,value\na,"secret-of-mine', "quote that is not closed"],
    ["flowplayer", "id,value\na,b,secret-of-mine\n", "Line 2 of the file has not as many cells"],
    ["flowplayer", "id,id\na,secret-of-mine\n", "two columns of the same name"],
    ["flowplayer", '{"keys":[{"id":"x","value":"secret-of-mine"}', "The file is no JSON"],
  ];
  test.each(bad)("%s: %j is refused whole, and nothing of it is quoted", (id, text, message) => {
    expect(() => read(id, text)).toThrow(message);
    expect(() => read(id, text)).not.toThrow("secret-of-mine");
  });

  const rows: readonly [string, string, string][] = [
    ["antmedia", "name,type\nx,VoD\n", "line 2 has no streamId"],
    ["antmedia", "streamId\na b\n", 'line 2 "a b" cannot be the name of a stream'],
    ["antmedia", "streamId\nstreams\n", 'line 2 "streams" cannot be the name of a stream'],
    ["antmedia", "streamId\na\nb\na\n", 'line 4 "a" stands in line 2, too'],
    ["antmedia", "\ufeffstreamId\n../x\n", 'line 2 "../x" cannot be the name of a stream'],
    ["bintu", "id,streamname,groupid\nu,a,g g\n", 'line 2 "g g" cannot be the id of a group'],
    ["bintu", '{"groups":[{"id":"g"}]}', "groups[0] is a group without streams"],
    ["tpstreams", '[{"title":"x"}]', "[0] has no id"],
    ["tpstreams", "[7]", "[0] has no id"],
    ["flowplayer", "id,playback_token_behavior\nx,MAYBE\n", "line 2 its playback_token_behavior is none of"],
    ["flowplayer", '{"playback_token_keys":[{"id":"x"}]}', "playback_token_keys[0] has no value"],
    ["flowplayer", "id,value\nx,v\nx,w\n", 'line 3 "x" stands in line 2, too'],
  ];
  test.each(rows)("%s: %j has a row of which the place and the fault are said", (id, text, said) => {
    const [problem] = read(id, text).problems;
    expect(`${problem?.at} ${problem?.message}`).toContain(said);
  });
});
