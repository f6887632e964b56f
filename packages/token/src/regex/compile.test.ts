import { expect, test } from "vitest";
import { compileRegex } from "./compile.ts";
import { PrefixedRegex } from "./prefixed-regex.ts";
import { RegexProblem, type RegexProblemCode } from "./problem.ts";

function compiled(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) throw new Error(`${pattern}: ${regex.problem}`);
  return regex;
}

test("patterns mean what POSIX says they mean", () => {
  const cases: readonly (readonly [
    pattern: string,
    matched: readonly string[],
    others: readonly string[],
  ])[] = [
    [
      "^/live/[a-z0-9]+/index\\.m3u8$",
      ["/live/cam1/index.m3u8"],
      ["/live/Cam1/index.m3u8", "/live/cam1/indexxm3u8"],
    ],
    ["", ["", "a"], []],
    ["a.c", ["abc", "a\nc", "xa.cx"], ["ac"]],
    ["^$", [""], ["a"]],
    ["^a|b$", ["ax", "xb"], ["xa", "bx"]],
    ["(^|/)x($|/)", ["x", "a/x", "x/a"], ["ax", "xa"]],
    ["a$b|^c", ["c"], ["ab", "a$b"]],
    ["[]a]", ["]", "a"], ["b"]],
    ["[^]a]", ["b"], ["]", "a"]],
    ["^[a-]$", ["a", "-"], ["b"]],
    ["^[+--]$", ["+", ",", "-"], ["."]],
    ["^[[:alpha:]_][[:alnum:]_]*$", ["_x1", "a"], ["1a", ""]],
    ["^[[:xdigit:]]{2,4}$", ["ab", "0F1"], ["a", "abcde", "zz"]],
    ["^[^[:space:][:punct:]]+$", ["ab"], ["a b", "a.b"]],
    ["^\\d+\\D\\w\\W\\s\\S$", ["12xa- y"], ["xxa- y"]],
    ["^[\\w.-]+[^\\/]$", ["a.b-c"], ["a/b", "ab/"]],
    ["^(?:ab)+$", ["abab"], ["aba"]],
    ["^a{3}$", ["aaa"], ["aa", "aaaa"]],
    ["^(ab|c){2,}$", ["abc", "ccab"], ["c"]],
    ["^a{0}b$", ["b"], ["ab"]],
    ["^\\(\\[\\{\\*\\.\\\\\\^\\$\\|\\+\\?$", ["([{*.\\^$|+?"], ["([{*x\\^$|+?"]],
    ["^a]}$", ["a]}"], ["a]"]],
    ["^[é-ü]$", ["ö"], ["o"]],
    ["^(|a)b$", ["b", "ab"], ["aab"]],
  ];
  for (const [pattern, matched, others] of cases) {
    for (const text of matched) expect(compiled(pattern).test(text), `${pattern} in ${text}`).toBe(true);
    for (const text of others) expect(compiled(pattern).test(text), `${pattern} in ${text}`).toBe(false);
  }
});

test("a pattern that is not understood, or too large, is a problem and never a guess", () => {
  const problems: Readonly<Record<RegexProblemCode, readonly string[]>> = {
    "too-long": ["a".repeat(32_769)],
    "too-large": ["((a|b){255}){255}", "(((a{255}){255}){255}){255}", "((((){255}){255}){255}){255}"],
    "too-deep": ["(".repeat(65) + ")".repeat(65), "(".repeat(4_096)],
    "repeat-count": ["a{", "a{,2}", "a{2,1}", "a{256}", "a{99999}", "a{x}", "a{1,2"],
    unbalanced: ["(a", "a)", "[a", "[", "[^", "[]", ")("],
    "nothing-to-repeat": ["*a", "a|+", "({1})", "^*", "$+"],
    "double-repeat": ["a*?", "a+?", "a??", "a{2}?", "a**", "a++", "a{2}{3}"],
    "group-kind": ["(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?<n>a)", "(?i)a", "(?P<n>a)", "(?"],
    backreference: ["(a)\\1", "\\2"],
    escape: ["\\b", "\\B", "\\p{L}", "\\u0041", "\\x41", "\\0", "\\k<n>", "\\A", "a\\", "[\\q]", "[\\"],
    bracket: ["[z-a]", "[[:word:]]", "[[:alpha:]-z]", "[a-\\d]", "[[.a.]]", "[[=a=]]", "[[:alpha]"],
    character: ["😀", "[😀]", "\ud800"],
  };
  for (const [problem, patterns] of Object.entries(problems)) {
    for (const pattern of patterns) {
      expect(compileRegex(pattern), pattern.slice(0, 40)).toMatchObject({ problem });
    }
  }
});

test("patterns of every size compile, and still match", () => {
  for (const places of [126, 128, 1_000, 8_000]) {
    const regex = compiled(`^${"[ab]".repeat(places)}$`);
    expect(regex.test("ab".repeat(places / 2))).toBe(true);
    expect(regex.test("ab".repeat(places / 2 + 1))).toBe(false);
  }
});

test("a literal text behind the first ^ is compared, and costs no places", () => {
  const base = `https://cdn.example.com/${"a/long/path/".repeat(40)}`;
  const regex = compiled(`^${base.replaceAll(".", "\\.")}.*/([^/]*)\\.m3u8$`);
  expect(regex).toBeInstanceOf(PrefixedRegex);
  expect(regex.test(`${base}x/index.m3u8`)).toBe(true);
  expect(regex.test(`${base}x/index.m3u8`.replace("cdn.", "cdnx"))).toBe(false);
  expect(regex.test(`x${base}x/index.m3u8`)).toBe(false);
  expect(regex.groups(`${base}x/index.m3u8`)).toEqual([`${base}x/index.m3u8`, "index"]);
  const long = "/x".repeat(25_000);
  expect(regex.test(`${base}${long}/index.m3u8`)).toBe(true);
});

test("what is repeated, or only one of several, is no literal prefix", () => {
  expect(compiled("^ab*c$").test("ac")).toBe(true);
  expect(compiled("^ab|c").test("xc")).toBe(true);
  expect(compiled("^ab^c").test("abc")).toBe(false);
  expect(compiled("^ab(^|x)c").test("abc")).toBe(false);
  expect(compiled("^ab(c|$)").groups("ab")).toEqual(["ab", ""]);
  expect(compiled("^abc").groups("abcd")).toEqual(["abc"]);
  expect(compiled("^a$").test("ab")).toBe(false);
});

test("repetitions inside each other do not grow: a pattern is as large as it is written", () => {
  expect(compiled(`^${"(".repeat(60)}[ab]${"+)".repeat(60)}$`).test("abab")).toBe(true);
});
