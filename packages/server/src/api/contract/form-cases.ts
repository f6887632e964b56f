import type { Operation } from "../testing/list-operations.ts";
import type { CaseRequest } from "./case-request.ts";
import type { ContractWorld } from "./contract-world.ts";

const GUESSES = 31;
const GUESSER = "203.0.113.99";
const TOO_LARGE_BYTES = 300 * 1024;
/** Longer than any name, and not so long that the router turns it away. */
// Longer than any name and any token, and shorter than what the router turns away.
const LONG_NAME = "x".repeat(6_000);

/** A status that follows from the form of an operation: how its good request is changed into one that is answered so. */
interface FormCase {
  readonly applies: (operation: Operation) => boolean;
  readonly change: (
    good: CaseRequest,
    operation: Operation,
    world: ContractWorld,
  ) => CaseRequest | Promise<CaseRequest>;
}

/** The statuses that need no case of their own. */
export const formCases: Readonly<Record<number, FormCase>> = {
  400: { applies: operation => mayHaveBody(operation) || hasPath(operation), change: unreadable },
  401: { applies: isKeyed, change: good => ({ ...good, key: null }) },
  403: { applies: ({ scope }) => scope !== undefined, change: withoutRight },
  404: { applies: hasPath, change: (good, { path }) => ({ ...good, path: everyPart(path, "none00000000") }) },
  412: {
    applies: ({ answers }) => answers.some(({ status }) => status === 412),
    change: good => ({ ...good, headers: { ...good.headers, "if-match": '"999999"' } }),
  },
  413: {
    applies: mayHaveBody,
    change: good => withText(good, JSON.stringify("x".repeat(TOO_LARGE_BYTES))),
  },
  415: {
    applies: mayHaveBody,
    change: good => ({ ...withText(good, "x"), headers: { ...good.headers, "content-type": "text/plain" } }),
  },
  422: {
    applies: operation => mayHaveBody(operation) || operation.hasQuery || hasPath(operation),
    change: invalid,
  },
  429: { applies: isKeyed, change: afterGuesses },
  500: { applies: () => true, change: good => good },
  503: { applies: () => true, change: good => good },
};

function isKeyed({ security }: Operation): boolean {
  return security.length > 0;
}

function mayHaveBody({ method }: Operation): boolean {
  return method !== "get";
}

function hasPath({ path }: Operation): boolean {
  return path.includes("{");
}

function unreadable(good: CaseRequest, operation: Operation): CaseRequest {
  if (mayHaveBody(operation)) return withText(good, '{"a":');
  return { ...good, url: operation.path.replaceAll(/\{\w+\}/g, "%zz") };
}

async function withoutRight(
  good: CaseRequest,
  { scope }: Operation,
  world: ContractWorld,
): Promise<CaseRequest> {
  return { ...good, key: await world.keyWith(scope === "check" ? "tokens:read" : "check") };
}

/** A field that nobody knows, or else whatever the framework itself refuses. */
function invalid(good: CaseRequest, operation: Operation): CaseRequest {
  if (typeof good.body === "object") return { ...good, body: { ...good.body, no_such_field: 1 } };
  if (operation.hasQuery) return { ...good, query: { ...good.query, no_such_field: 1 } };
  if (hasPath(operation)) return { ...good, path: everyPart(operation.path, LONG_NAME) };
  return withText(good, "[".repeat(100) + "]".repeat(100));
}

async function afterGuesses(
  good: CaseRequest,
  operation: Operation,
  world: ContractWorld,
): Promise<CaseRequest> {
  const guess = { ...good, key: "sk_wrong", from: GUESSER };
  for (let index = 0; index < GUESSES; index += 1) await world.send(operation, guess);
  return guess;
}

function withText({ body: _, ...good }: CaseRequest, text: string): CaseRequest {
  return { ...good, text };
}

function everyPart(path: string, value: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, value]));
}
