import { hashOpaqueSecret, opaqueFormat, Secret } from "@sluice/token";
import { nodeCrypto } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { createOrganizationOf } from "./organization-of.ts";

const SECOND = 1_800_000_000;
const OPAQUE = `st_${"0123456789ab"}${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}`;
const JWT = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
const opened = opaqueFormat.open(OPAQUE);
const bearer = (text: string) => ({ kind: "bearer" as const, token: new Secret(text) });

/** A key of a tenant. */
interface Key {
  readonly kid: string;
  readonly source: "created" | "imported";
  readonly createdAtSeconds: number;
  readonly publicJwk?: { readonly kty: string; readonly x: string };
  /** True: it vouches for nothing any more. */
  readonly isRetired?: true;
}

/** Tenants, of which some have the asset and one may vouch for signed texts, perhaps only once its keys were fetched anew. */
function world(
  options: {
    tenants?: readonly string[];
    voucher?: string;
    fetched?: boolean;
    keys?: Readonly<Record<string, Key>>;
  } = {},
) {
  const { keys = {} } = options;
  const asked: string[] = [];
  let isFetched = options.fetched !== true;
  const organizationOf = createOrganizationOf({
    store: {
      token: async id =>
        opened && id === opened.id
          ? ({ organization: "acme", secretHash: hashOpaqueSecret(nodeCrypto, opened.secret) } as never)
          : undefined,
    },
    crypto: nodeCrypto,
    signedTokens: {
      identify: async organization => {
        asked.push(organization);
        const key = keys[organization];
        const vouches = organization === options.voucher || (key !== undefined && !key.isRetired);
        return isFetched && vouches ? ({ proven: { key: { id: "key" } } } as never) : undefined;
      },
    },
    tokenKeys: {
      organizations: () => options.tenants ?? ["acme", "beta"],
      of: organization => [keys[organization] ?? []].flat() as never,
      keyById: organization => (keys[organization] ?? { source: "created" }) as never,
    },
    refreshKeys: async () => {
      isFetched = true;
      return options.fetched === true;
    },
  });
  return { organizationOf, asked };
}

const nobodyHasIt = () => false;

describe("the tenant of a credential", () => {
  test("is the one whose record it is, with the right secret alone", async () => {
    const { organizationOf } = world();
    expect(await organizationOf(bearer(OPAQUE), nobodyHasIt, SECOND)).toBe("acme");
    const guess = `${OPAQUE.slice(0, -1)}Y`;
    expect(await organizationOf(bearer(guess), nobodyHasIt, SECOND)).toBeUndefined();
    expect(await organizationOf({ kind: "none" }, nobodyHasIt, SECOND)).toBeUndefined();
  });

  test("is the one whose key vouches for it, asked first where the asset is", async () => {
    const { organizationOf, asked } = world({ voucher: "beta" });
    expect(await organizationOf(bearer(JWT), name => name === "beta", SECOND)).toBe("beta");
    expect(asked).toEqual(["beta"]);
  });

  test("is whoever made the key here, whoever else has imported its public half and has the asset, too", async () => {
    const imported = { kid: "k", source: "imported", createdAtSeconds: 1 } as const;
    const keys = { acme: imported, beta: { ...imported, source: "created", createdAtSeconds: 9 } as const };
    for (const hasIt of [() => true, nobodyHasIt]) {
      expect(await world({ keys }).organizationOf(bearer(JWT), hasIt, SECOND)).toBe("beta");
    }
  });

  test("stays whoever made the key, when it has retired there and vouches for another that imported it", async () => {
    const publicJwk = { kty: "OKP", x: "A" };
    const imported = { kid: "k", source: "imported", createdAtSeconds: 9, publicJwk } as const;
    const made = { ...imported, source: "created", isRetired: true } as const;
    const keys = { acme: imported, beta: made };
    expect(await world({ keys }).organizationOf(bearer(JWT), nobodyHasIt, SECOND)).toBe("beta");
    const others = { acme: imported, beta: { ...made, publicJwk: { kty: "OKP", x: "B" } } };
    expect(await world({ keys: others }).organizationOf(bearer(JWT), nobodyHasIt, SECOND)).toBe("acme");
  });

  test("is the first that imported the key, where it was made elsewhere", async () => {
    const imported = { kid: "k", source: "imported", createdAtSeconds: 9 } as const;
    const keys = { acme: imported, beta: { ...imported, createdAtSeconds: 1 } };
    expect(await world({ keys }).organizationOf(bearer(JWT), () => true, SECOND)).toBe("beta");
  });

  test("is found by the text's kid among any number of tenants", async () => {
    const tenants = Array.from({ length: 1000 }, (_, index) => `t${index}`);
    const header = Buffer.from('{"alg":"HS256","kid":"k"}').toString("base64url");
    const keys = { t999: { kid: "k", source: "imported", createdAtSeconds: 9 } as const };
    const { organizationOf } = world({ tenants, keys });
    expect(await organizationOf(bearer(`${header}.e30.AAAA`), nobodyHasIt, SECOND)).toBe("t999");
  });

  test("is nobody for a text that no key vouches for, whoever has the asset", async () => {
    const { organizationOf } = world();
    expect(await organizationOf(bearer(JWT), () => true, SECOND)).toBeUndefined();
  });

  test("is looked for with newer keys where the asset is", async () => {
    const { organizationOf } = world({ voucher: "beta", fetched: true });
    expect(await organizationOf(bearer(JWT), name => name === "beta", SECOND)).toBe("beta");
    const other = world({ voucher: "beta", fetched: true });
    expect(await other.organizationOf(bearer(JWT), nobodyHasIt, SECOND)).toBeUndefined();
  });

  test("is looked for among so many tenants and no more, for any text costs that", async () => {
    const tenants = Array.from({ length: 1000 }, (_, index) => `t${index}`);
    const { organizationOf, asked } = world({ tenants });
    await organizationOf(bearer(JWT), nobodyHasIt, SECOND);
    expect(asked).toHaveLength(64);
  });
});
