/** One command of a documentation page, and what it says the command prints. */
export interface DocumentedCommand {
  /** Line of the page on which it stands. */
  readonly line: number;
  readonly command: string;
  /** Standard output and standard error, without the last line's end. */
  readonly output: string;
}

const PROMPT = "$ ";

/** The commands in the page's ```console blocks, in order: `$ ` begins a command, other lines are its output. */
export function documentedCommands(markdown: string): readonly DocumentedCommand[] {
  const found: { line: number; command: string; output: string[] }[] = [];
  let isInside = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (text.startsWith("```")) isInside = !isInside && text === "```console";
    else if (isInside && text.startsWith(PROMPT))
      found.push({ line: index + 1, command: text.slice(PROMPT.length), output: [] });
    else if (isInside) found.at(-1)?.output.push(text);
  }
  return found.map(({ output, ...rest }) => ({ ...rest, output: output.join("\n").trim() }));
}

/** What is different at each run: by its kind, and whether the same text must stand for the same thing. */
const values = [
  { kind: "hook secret", pattern: "(?<=/hooks/[a-z-]+/)[\\w-]{32}(?![\\w-])", isName: true },
  { kind: "token", pattern: "st_[0-9A-Za-z]{38}", isName: true },
  { kind: "token id", pattern: "st_[0-9A-Za-z]{12}", isName: true },
  { kind: "API key", pattern: "sk_[0-9A-Za-z]{38}", isName: true },
  { kind: "API key id", pattern: "sk_[0-9A-Za-z]{8}\\b", isName: true },
  { kind: "hash", pattern: "\\b[0-9a-f]{64}\\b", isName: true },
  {
    kind: "entry number",
    pattern: "\\b\\d+(?= entries\\b|:[0-9a-f]{64}| \\([0-9a-f]{64}|  \\d{4}-\\d\\d-\\d\\d )",
    isName: false,
  },
  // Which of a delivery's attempts is the last, and when the next comes, hangs on how fast the machine is.
  { kind: "attempts", pattern: "(?<= UTC {2})\\d+ {2}(?:in \\d+[ms]|now)(?= {2})", isName: false },
  { kind: "webhook id", pattern: "wh_[0-9a-f]{12}", isName: true },
  { kind: "webhook secret", pattern: "whsec_[A-Za-z0-9+/]{43}=", isName: true },
  { kind: "event id", pattern: "ev_[\\w-]{22}", isName: true },
  { kind: "token key id", pattern: "key_[0-9a-f]{12}", isName: true },
  { kind: "token key value", pattern: "(?<![\\w-])[\\w-]{43}(?![\\w-])", isName: true },
  { kind: "revocation id", pattern: "rv_[0-9a-f]{12}", isName: true },
  { kind: "session id", pattern: "(?<![\\w-])[\\w-]{22}(?![\\w-])", isName: true },
  { kind: "reference", pattern: "\\b[2-9A-HJKMNP-TV-Z]{10}\\b", isName: true },
  { kind: "time", pattern: "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", isName: false },
  { kind: "size", pattern: "\\b\\d+\\.\\d [kMGT]B\\b", isName: false },
  { kind: "unix time", pattern: "\\b1[78]\\d{8}\\b", isName: false },
  { kind: "duration", pattern: "\\b\\d+(?:[dhms]\\b(?: \\d+[hms]\\b)?| m?s\\b)", isName: false },
] as const;

const anyValue = new RegExp(values.map(({ pattern }) => `(${pattern})`).join("|"), "g");

/**
 * Holds a page against real runs. An id in the page stands for the id that the first real output has in its
 * place, in every command and every output that follows.
 */
export function createTranscript() {
  const realOf = new Map<string, string>();
  return {
    /** The documented command with the real ids. */
    real: (command: string): string => command.replace(anyValue, text => realOf.get(text) ?? text),
    /** The real output as the page would have it: equal to the documented one if that is true. */
    asDocumented(documented: string, printed: string): string {
      const expected = findValues(documented);
      let position = 0;
      return tidy(printed).replace(anyValue, (...found) => {
        const real = readValue(found);
        const said = expected[position];
        position += 1;
        if (said?.kind !== real.kind) return `<${real.kind} ${real.text}>`;
        if (!real.isName) return said.text;
        const isNew = !realOf.has(said.text) && ![...realOf.values()].includes(real.text);
        if (isNew) realOf.set(said.text, real.text);
        return realOf.get(said.text) === real.text ? said.text : `<another ${real.kind}>`;
      });
    },
    tidy,
  };
}

/** Gaps between columns depend on the widths of values. */
function tidy(text: string): string {
  return text.trim().replace(/(?<=\S) {2,}(?=\S)/g, "  ");
}

function findValues(text: string) {
  const found: ReturnType<typeof readValue>[] = [];
  tidy(text).replace(anyValue, (...match) => {
    found.push(readValue(match));
    return "";
  });
  return found;
}

/** Which of the patterns has matched: the arguments of a replacer are the text, then each group. */
function readValue(match: readonly unknown[]) {
  const index = values.findIndex((_, group) => match[group + 1] !== undefined);
  const value = values[index];
  return { text: String(match[0]), kind: value?.kind ?? "nothing", isName: value?.isName ?? false };
}
