import fc from "fast-check";

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Texts that have broken programs before. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u202eevil",
    "é".normalize("NFD"),
    "ﬃ",
    "İ",
    "__proto__",
    "constructor",
    "../../etc/passwd",
    "..%2f..%2f",
    "%00",
    "%zz",
    "' OR 1=1 --",
    "{{7*7}}",
    "<script>",
    "a\r\nSet-Cookie: x=1",
    "*",
    "**",
    "(a+)+$",
    "9".repeat(400),
    "x".repeat(5_000),
    "💧".repeat(300),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

/** Values of every other kind than the one that is wanted. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    -0,
    1.5,
    1e308,
    -1e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    2 ** 63,
    5e-324,
    [],
    {},
    [[]],
    { length: 1_000_000 },
    { toString: 1 },
    { $ref: "#" },
    deep(10),
    deep(40),
    deep(400),
    Array.from({ length: 500 }, (_, index) => index),
  ),
  nastyText,
  fc.jsonValue({ maxDepth: 3 }),
);
