import type { ErrorCode } from "yaml";

/**
 * What is wrong with a text that is no usable YAML, by the parser's code. The parser's own messages are not used:
 * they quote the text, which may hold a secret.
 */
export const yamlFaults: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias (*name) cannot have an anchor or a tag",
  BAD_ALIAS: "an alias or anchor has no usable name",
  BAD_COLLECTION_TYPE: "a tag does not fit the kind of value behind it",
  BAD_DIRECTIVE: "a directive (a line that begins with %) is not known",
  BAD_DQ_ESCAPE: "a text in double quotes has an escape (\\…) that YAML does not know",
  BAD_INDENT: "the indentation does not fit, or a bracket is not closed",
  BAD_PROP_ORDER: "an anchor or tag stands at the wrong place",
  BAD_SCALAR_START: "a text begins with a character that needs quotes",
  BLOCK_AS_IMPLICIT_KEY: "a map begins inside another value; is an indentation or a quote missing",
  BLOCK_IN_FLOW: "an indented map or list stands inside brackets",
  DUPLICATE_KEY: "the same key stands twice in one map",
  IMPOSSIBLE: "the text is no YAML",
  KEY_OVER_1024_CHARS: "a key is longer than 1024 characters",
  MISSING_CHAR: "a character is missing: a colon, comma, quote or bracket",
  MULTILINE_IMPLICIT_KEY: "a key stands on more than one line",
  MULTIPLE_ANCHORS: "a value has more than one anchor",
  MULTIPLE_DOCS: "the file has more than one document (---)",
  MULTIPLE_TAGS: "a value has more than one tag",
  NON_STRING_KEY: "a key is no plain text",
  RESOURCE_EXHAUSTION: "the text is nested too deeply",
  TAB_AS_INDENT: "a tab is used as indentation; YAML wants spaces",
  TAG_RESOLVE_FAILED: "a tag (!name) is not known",
  UNEXPECTED_TOKEN: "something stands where YAML does not expect it",
};
