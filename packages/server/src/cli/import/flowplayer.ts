import { Secret } from "@sluice/token";
import {
  type Behaviour,
  behaviours,
  isBehaviour,
  OWN_BEHAVIOURS,
} from "../../compat/flowplayer/behaviour.ts";
import { field, unwrapped } from "./field.ts";
import { type ImportSystem, rowsOfLists } from "./import-system.ts";
import type { ImportedSettings, Reading, Row } from "./imported.ts";
import { readStream } from "./read-stream.ts";

/**
 * Videos of Flowplayer and Wowza OVP, as `GET /videos` answers them (`videos[]`: `id`, `playback_token_behavior`; live ones
 * under `livestreams` or `live_streams`), and keys of playback tokens (`playback_token_keys[]`: `id`, `name`, `value`, the
 * value as it was shown when the key was made); or CSV with these columns, keys if there is a column `value`.
 * `stream` and `value_encoding` (`text` or `hex`) are fields of ours.
 */
export const flowplayerImport: ImportSystem = {
  id: "flowplayer",
  title: "Flowplayer and Wowza OVP",
  expected: "a list of videos or playback_token_keys, or the column id",
  rowsOf: lists =>
    rowsOfLists(lists, {
      "": readEither,
      videos: row => readVideo(row, "vod"),
      assets: row => readVideo(row, "vod"),
      livestreams: row => readVideo(row, "live"),
      live_streams: row => readVideo(row, "live"),
      playback_token_keys: readKey,
      keys: readKey,
    }),
};

/** The same as `PATCH …/videos/{id}` makes of it. */
function settingsFor(word: Behaviour): ImportedSettings {
  if (word === "FOLLOW_DEFAULT")
    return { enforcement: { play: null }, embed_token: null, follow_default: true };
  const { play, embedToken } = behaviours[word];
  return { enforcement: { play }, embed_token: embedToken, follow_default: false };
}

function readEither(row: Row): Reading {
  const isKey = Object.hasOwn(unwrapped(row, "playback_token_key").values, "value");
  return isKey ? readKey(row) : readVideo(row, "vod");
}

function readVideo(row: Row, kind: "live" | "vod"): Reading {
  const behaviour = field(row, "playback_token_behavior");
  if (behaviour !== undefined && !isBehaviour(behaviour))
    return {
      problem: `its playback_token_behavior is none of ${OWN_BEHAVIOURS.join(", ")} and FOLLOW_DEFAULT`,
    };
  return readStream({
    at: row.at,
    id: field(row, "stream", "id"),
    idField: "id",
    alias: field(row, "id"),
    kind,
    group: undefined,
    settings: behaviour === undefined ? {} : settingsFor(behaviour),
  });
}

function readKey(outer: Row): Reading {
  const row = unwrapped(outer, "playback_token_key");
  const [kid, value] = [field(row, "id"), field(row, "value")];
  if (kid === undefined) return { problem: "has no id" };
  if (value === undefined)
    return { problem: "has no value: it is shown once, when a key is made; leave out keys that nobody has" };
  const encoding = field(row, "value_encoding") ?? "text";
  if (encoding !== "text" && encoding !== "hex")
    return { problem: "its value_encoding is neither text nor hex" };
  const name = field(row, "name") ?? kid;
  return { key: { at: row.at, kid, name, value: new Secret(value), encoding } };
}
