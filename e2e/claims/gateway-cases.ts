import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../vectors/token/cat/", import.meta.url);

/** What a database says of a network. */
export interface Place {
  readonly country: string;
  readonly region?: string;
  readonly asn?: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** A request to the gateway; what is left out is as in `default`. */
export interface CaseRequest {
  readonly path?: string;
  readonly method?: string;
  /** What the proxy says the client's address is. */
  readonly address?: string;
  /** Where the request itself comes from; default 127.0.0.1, the proxy. */
  readonly peer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Comes with a DPoP proof. */
  readonly proof?: { readonly by?: "stranger"; readonly age?: number };
}

export type CaseKind = "allow" | "deny" | "missing-context";

/** One token and one request. */
export interface GatewayCase {
  readonly kind: CaseKind;
  readonly title: string;
  readonly key?: "bound";
  readonly claims: Readonly<Record<string, unknown>>;
  readonly request?: CaseRequest;
  /** Sessions that were made with the token before. */
  readonly usesBefore?: number;
  /** Of a refusal. */
  readonly reason?: string;
  /** Of a refusal; default 403. */
  readonly status?: number;
  /** The request that the token opens after it was refused. */
  readonly opens?: CaseRequest;
}

/** `gateway/claims.json`. */
export interface GatewayCases {
  readonly publicUrl: string;
  readonly default: Required<Pick<CaseRequest, "path" | "method" | "address">>;
  readonly places: Readonly<Record<string, Place>>;
  readonly claims: Readonly<
    Record<
      string,
      { readonly cases: readonly GatewayCase[]; readonly none: Readonly<Record<string, string>> }
    >
  >;
}

/** The cases of the gateway. */
export function readGatewayCases(): GatewayCases {
  return JSON.parse(readFileSync(new URL("gateway/claims.json", folder), "utf8"));
}

/** A claim that cannot be read: the whole map of claims in CBOR, and what is said of it. */
export interface MalformedCase {
  readonly claim: string;
  readonly title: string;
  readonly hex: string;
  readonly reason: string;
}

/** The malformed claims of `claims/`, which every recipient of tokens is held against. */
export function readMalformedCases(): readonly MalformedCase[] {
  const files = new URL("claims/", folder);
  return readdirSync(files).flatMap(name => {
    const { claim, cases }: ClaimFile = JSON.parse(readFileSync(new URL(name, files), "utf8"));
    return cases
      .filter(({ kind }) => kind === "malformed")
      .map(({ title, hex, expect: { reason } }) => ({ claim, title, hex, reason }));
  });
}

interface ClaimFile {
  readonly claim: string;
  readonly cases: readonly {
    readonly kind: string;
    readonly title: string;
    readonly hex: string;
    readonly expect: { readonly reason: string };
  }[];
}

/** Claims with their placeholders filled in: `{now+60}` in Unix seconds, `{holder}` with a thumbprint. */
export function fillClaims<Value>(claims: Value, holder: string): Value {
  const text = JSON.stringify(claims)
    .replace(/"\{now([+-][\d.]+)\}"/g, (_, seconds) =>
      String(Math.floor(Date.now() / 1000) + Number(seconds)),
    )
    .replaceAll("{holder}", holder);
  return JSON.parse(text);
}
