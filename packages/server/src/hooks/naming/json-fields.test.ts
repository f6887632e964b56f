import { expect, test } from "vitest";
import {
  countField,
  filledField,
  hasField,
  idField,
  objectField,
  readJsonFields,
  textField,
} from "./json-fields.ts";

test("a body in which a name stands twice is not read, at whatever depth", () => {
  expect(readJsonFields(Buffer.from('{"path":"a","path":"b"}'))).toBeUndefined();
  expect(readJsonFields(Buffer.from('{"client":{"ip":"a","\\u0069p":"b"}}'))).toBeUndefined();
});

test.each(["", "[]", "null", "1", '"a"', "{", '{"a":"\xff"}', `{"a":${"[".repeat(20)}${"]".repeat(20)}}`])(
  "a body that is no plain JSON object is not read: %s",
  text => {
    expect(readJsonFields(Buffer.from(text, "latin1"))).toBeUndefined();
  },
);

test("fields of a wrong type, and those that every object has, are as good as absent", () => {
  const fields = readJsonFields(
    Buffer.from('{"a":1,"b":null,"c":"","d":{"e":"f"},"n":-1,"__proto__":{"x":"y"}}'),
  );
  if (!fields) throw new Error("not read");
  expect(textField(fields, "a")).toBeUndefined();
  expect(textField(fields, "b")).toBeUndefined();
  expect(textField(fields, "constructor")).toBeUndefined();
  expect(textField(fields, "x")).toBeUndefined();
  expect(hasField(fields, "b")).toBe(true);
  expect(hasField(fields, "toString")).toBe(false);
  expect(filledField(fields, "c")).toBeUndefined();
  expect(objectField(fields, "d")).toEqual({ e: "f" });
  expect(objectField(fields, "a")).toBeUndefined();
  expect(countField(fields, "n")).toBeUndefined();
  expect(idField(fields, "a")).toBe("1");
  expect(idField(fields, "d")).toBeUndefined();
});
