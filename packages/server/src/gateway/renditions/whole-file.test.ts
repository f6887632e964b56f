import { expect, test } from "vitest";
import { isWholeFile } from "./whole-file.ts";

test.each([
  "a/film.mp4",
  "a/FILM.MP4",
  "a/film.m4v",
  "a/film.webm",
  "a/film.mov",
  "a/song.flac",
  "a/song.aac",
])("%s may be a whole file", path => expect(isWholeFile(path)).toBe(true));

test.each([
  "a/seg-1.ts",
  "a/seg-1.m4s",
  "a/cc.vtt",
  "a/t.jpg",
  "a/k.key",
  "a/index.m3u8",
  "a/manifest.mpd",
  "a/seg",
])("%s is part of something", path => expect(isWholeFile(path)).toBe(false));
