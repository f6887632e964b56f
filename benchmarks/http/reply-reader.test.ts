import { expect, test } from "vitest";
import { createReplyReader } from "./reply-reader.ts";

const replies = [
  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
  "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nx: y\r\n\r\n",
  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
].join("");

test.each([1, 2, 7, 45, 1000])("replies that arrive in pieces of %d bytes are counted once each", size => {
  const seen: number[] = [];
  const read = createReplyReader(status => seen.push(status));
  for (let at = 0; at < replies.length; at += size) read(Buffer.from(replies.slice(at, at + size)));
  expect(seen).toEqual([200, 403, 200]);
});

test("a reply without a length is an error, as its end could not be told", () => {
  const read = createReplyReader(() => {});
  expect(() => read(Buffer.from("HTTP/1.1 200 OK\r\n\r\n"))).toThrow("no Content-Length");
});
