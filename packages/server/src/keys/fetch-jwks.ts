import { type Algorithm, type Jwk, publicJwk } from "@sluice/token";
import { z } from "zod";
import type { egressAgent } from "../lib/egress.ts";
import { algorithmOfJwk } from "./jwks-keys.ts";

const DEADLINE_MILLISECONDS = 10_000;
const MOST_REDIRECTS = 3;
const LONGEST_BODY_BYTES = 256 * 1024;
const MOST_KEYS = 100;
const LONGEST_MEMBER = 4096;

/** A set cannot be taken over; the message says why and repeats neither the address nor the answer. */
export class JwksProblem extends Error {
  override readonly name = "JwksProblem";
}

const text = z.string().max(LONGEST_MEMBER).optional();
const member = z.object({
  kty: z.string().max(LONGEST_MEMBER),
  crv: text,
  alg: text,
  kid: z.string().min(1).max(256).optional(),
  use: text,
  key_ops: z.array(z.string()).max(MOST_KEYS).optional(),
  x: text,
  y: text,
  n: text,
  e: text,
});
const set = z.object({ keys: z.array(z.unknown()) });

/** Where a key set lies. */
export interface JwksPlace {
  readonly url: string;
  /** Only keys of this algorithm; undefined: of any. */
  readonly algorithm: Algorithm | undefined;
  /** True: also over plain http, which whoever stands between may change. */
  readonly allowHttp: boolean;
}

/**
 * Fetches a JWK set (RFC 7517 section 5) through the agent's egress policy, following 3 redirects at most, within 10 s and
 * 256 KiB. Takes public keys that sign, 100 at most, and of each only what is public. Throws JwksProblem.
 */
export async function fetchJwks(
  agent: ReturnType<typeof egressAgent>,
  { url, algorithm, allowHttp }: JwksPlace,
): Promise<readonly Jwk[]> {
  const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
  let place = new URL(url);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (place.protocol !== "https:" && !(allowHttp && place.protocol === "http:")) {
      throw new JwksProblem("the address, or one that it redirects to, is not https");
    }
    const { origin, pathname, search } = place;
    const { statusCode, headers, body } = await agent
      .request({
        origin,
        path: pathname + search,
        method: "GET",
        headers: { accept: "application/json" },
        signal,
      })
      .catch((error: unknown) => Promise.reject(problemOf(error)));
    const { location } = headers;
    if (statusCode >= 300 && statusCode < 400 && typeof location === "string") {
      await body.dump({ limit: LONGEST_BODY_BYTES, signal }).catch(() => undefined);
      place = redirected(location, place);
      continue;
    }
    const answer = await readBody(body).catch((error: unknown) => Promise.reject(problemOf(error)));
    if (statusCode !== 200) throw new JwksProblem(`it answers ${statusCode}`);
    return usableKeys(answer, algorithm);
  }
  throw new JwksProblem("it redirects too often");
}

function redirected(location: string, from: URL): URL {
  const to = URL.parse(location, from);
  if (to === null) throw new JwksProblem("it redirects to something that is no address");
  return to;
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_BODY_BYTES) throw new JwksProblem("its answer is longer than 256 KiB");
  }
  return Buffer.concat(chunks).toString();
}

function usableKeys(answer: string, algorithm: Algorithm | undefined): readonly Jwk[] {
  const read = set.safeParse(parsed(answer));
  if (!read.success) throw new JwksProblem("its answer is no JWK set");
  const usable = read.data.keys.flatMap(item => {
    const jwk = member.safeParse(item).data as Jwk | undefined;
    const alg = jwk && algorithmOfJwk(jwk, algorithm);
    const half = jwk && alg ? publicJwk(jwk) : undefined;
    return half && alg ? [{ ...half, alg }] : [];
  });
  return usable.slice(0, MOST_KEYS);
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

function problemOf(error: unknown): JwksProblem {
  if (error instanceof JwksProblem) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "egress-refused") return new JwksProblem("the egress policy refuses to connect there");
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") return new JwksProblem("it does not answer in time");
  return new JwksProblem(`it cannot be reached${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ""}`);
}
