import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { webEdgeKinds } from "../declarations/web-edge.ts";
import { readTarget } from "../http/request-target.ts";
import { webEdges } from "./index.ts";
import type { EdgeCall, EdgeOutcome, EdgeQuestion, WebEdge } from "./web-edge.ts";

const vectors = new URL("../../../../vectors/edges/", import.meta.url);
const docs = new URL("../../../../docs/edges/", import.meta.url);
const suites = new URL("../../../../e2e/", import.meta.url);
const deployed = new URL("../../../../deploy/edges/", import.meta.url);

interface Vector {
  readonly name: string;
  readonly call: {
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
  };
  readonly question: EdgeQuestion;
  readonly answers: readonly {
    readonly outcome: EdgeOutcome;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly json?: unknown;
  }[];
}

interface VectorFile {
  readonly kind: string;
  readonly evidence: "real" | "replayed";
  readonly versions: readonly string[];
  readonly sources: readonly string[];
  readonly cases: readonly Vector[];
}

const readVectors = (kind: string): VectorFile =>
  JSON.parse(readFileSync(new URL(`${kind}.json`, vectors), "utf8"));

test("every kind of web server that can be configured is answered, and every file belongs to one", () => {
  expect(webEdges.map(({ kind }) => kind).toSorted()).toEqual([...webEdgeKinds].toSorted());
  const files = readdirSync(vectors).filter(name => name.endsWith(".json"));
  expect(files.toSorted()).toEqual(webEdgeKinds.map(kind => `${kind}.json`).toSorted());
});

for (const edge of webEdges) {
  describe(`questions of ${edge.kind}`, () => {
    const { kind, evidence, versions, sources, cases } = readVectors(edge.kind);

    test("have vectors of their own, with allowed, refused and malformed ones, and say where they are from", () => {
      expect(kind).toBe(edge.kind);
      expect([versions.length > 0, sources.length > 0]).toEqual([true, true]);
      const answers = cases.flatMap(({ question, answers: all }) =>
        all.map(({ outcome, status }) => [question.asks, outcome.outcome, status].join(" ")),
      );
      expect(answers).toContain("access allowed 200");
      expect(answers).toContain("access refused 401");
      expect(answers).toContain("access refused 403");
      expect(answers.some(answer => answer.startsWith("malformed refused 4"))).toBe(true);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    test("are called real only where the program itself is run", () => {
      expect(existsSync(new URL(`edges-${edge.kind}.e2e.ts`, suites))).toBe(evidence === "real");
    });

    test.each(cases)("$name", ({ call, question, answers }) => {
      expect(edge.parse(callOf(edge, call))).toEqual(question);
      for (const { outcome, status, headers, body, json } of answers) {
        const facts = { ref: "", subject: "", stream: "", sessionId: "", expiresAtSeconds: undefined };
        const answer = edge.render({ ...facts, ...outcome });
        const said = json === undefined ? answer.body : JSON.parse(answer.body);
        expect({ ...answer, body: said }).toEqual({ status, headers, body: json ?? body });
      }
    });

    test("have a page that says how to connect this edge, and its configuration is what is shipped", () => {
      const page = readFileSync(new URL(`${edge.kind}.md`, docs), "utf8");
      expect(page).toContain(`/verify/${edge.kind}`);
      const named = [...page.matchAll(/`deploy\/edges\/([\w.-]+)`/g)].map(([, name = ""]) => name);
      expect(named.length).toBeGreaterThan(0);
      for (const name of new Set(named)) {
        const text = readFileSync(new URL(name, deployed), "utf8");
        expect(page.includes(`\n${text}\`\`\`\n`), `docs/edges/${edge.kind}.md shows ${name} as it is`).toBe(
          true,
        );
      }
    });
  });
}

test("a client without its proof of a key is asked for one by every edge", () => {
  const facts = { subject: "", stream: "", sessionId: "", expiresAtSeconds: undefined };
  for (const edge of webEdges) {
    const answer = edge.render({ ...facts, outcome: "refused", reason: "proof-missing", ref: "REF" });
    expect([answer.status, answer.headers["www-authenticate"]]).toEqual([
      401,
      'DPoP algs="ES256 ES384 PS256 EdDSA"',
    ]);
  }
});

test("a header holds nothing that ends it, whatever a user is called", () => {
  for (const edge of webEdges) {
    const { headers } = edge.render({
      outcome: "allowed",
      ref: "",
      subject: "ann\r\nSet-Cookie: x=1 \u{1f600} \ud800 100%",
      stream: "demo/clip",
      sessionId: "S",
      expiresAtSeconds: 1,
      recheckSeconds: 1,
    });
    expect(headers["x-auth-subject"]).toBe("ann%0D%0ASet-Cookie:%20x=1%20%F0%9F%98%80%20%EF%BF%BD%20100%25");
  }
});

function callOf({ kind }: WebEdge, { method, target, headers }: Vector["call"]): EdgeCall {
  const { path, query } = readTarget(target, "");
  const byName: Record<string, string[]> = {};
  for (const [name, value] of headers) byName[name] = [...(byName[name] ?? []), value];
  return { method, restPath: path.slice(`/verify/${kind}`.length), query, headers: byName };
}
