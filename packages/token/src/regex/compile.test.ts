import { expect, test } from "vitest";
import { compileRegex } from "./compile.ts";
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
    "too-long": ["a".repeat(4_097)],
    "too-large": [
      "a".repeat(127),
      "[ab]{127}",
      "(((a{255}){255}){255}){255}",
      "((((){255}){255}){255}){255}",
    ],
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

test("the largest pattern compiles, and still matches", () => {
  expect(compiled(`^${"[ab]".repeat(126)}$`).test("ab".repeat(63))).toBe(true);
  expect(compiled(`^${"[ab]".repeat(126)}$`).test("ab".repeat(64))).toBe(false);
});

test("repetitions inside each other do not grow: a pattern is as large as it is written", () => {
  expect(compiled(`^${"(".repeat(60)}[ab]${"+)".repeat(60)}$`).test("abab")).toBe(true);
});
