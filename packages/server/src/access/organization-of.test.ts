import { hashOpaqueSecret, opaqueFormat, Secret } from "@sluice/token";
import { nodeCrypto } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { createOrganizationOf } from "./organization-of.ts";

const SECOND = 1_800_000_000;
const OPAQUE = `st_${"0123456789ab"}${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}`;
const JWT = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
const opened = opaqueFormat.open(OPAQUE);
const bearer = (text: string) => ({ kind: "bearer" as const, token: new Secret(text) });

/** Tenants, of which some have the asset and one may vouch for signed texts, perhaps only once its keys were fetched anew. */
function world(options: { tenants?: readonly string[]; voucher?: string; fetched?: boolean } = {}) {
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
        return isFetched && organization === options.voucher ? ({} as never) : undefined;
      },
    },
    organizations: () => options.tenants ?? ["acme", "beta"],
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
