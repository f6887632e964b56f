import { algorithms, encodeCoseKeySet } from "@sluice/token";
import { z } from "zod";
import { type PublishedKey, publishedKeys } from "../../commands/token-keys/published-keys.ts";
import { corsHeaders } from "../../http/cors.ts";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import type { Routes } from "../api.ts";
import { notFound, sendProblem } from "../problem.ts";
import { name } from "../schemas/common.ts";
import { KEY_SET_SECONDS } from "../schemas/token-keys.ts";

const headers = { ...corsHeaders, "cache-control": `public, max-age=${KEY_SET_SECONDS}` };

/** The sets in their two written forms (RFC 7517 section 5, RFC 9052 section 7). */
const forms = [
  {
    path: "/.well-known/jwks.json",
    type: "application/jwk-set+json",
    write: (keys: readonly PublishedKey[]) =>
      Buffer.from(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) })),
  },
  {
    path: "/.well-known/cose-keys",
    type: "application/cose-key-set",
    write: (keys: readonly PublishedKey[]) =>
      Buffer.from(encodeCoseKeySet(keys.filter(isUsedByCose).map(({ jwk }) => jwk))),
  },
];

function isUsedByCose({ algorithm }: PublishedKey): boolean {
  return algorithms[algorithm].cose.length > 0;
}

/**
 * `GET /o/{organization}/.well-known/jwks.json` and `…/cose-keys`, and the same of the first organization without the
 * prefix. Public keys only, for whoever checks tokens that were made here. Needs no key.
 */
export const keySetRoutes: Routes = (server, { registry, tokenKeys, nowMilliseconds }) => {
  for (const { path, type, write } of forms) {
    const setOf = (organization: string) =>
      write(publishedKeys(tokenKeys, organization, Math.floor(nowMilliseconds() / 1000)));
    server.get(path, { schema: { hide: true } }, (_request, reply) =>
      reply.headers(headers).type(type).send(setOf(FIRST_ORGANIZATION)),
    );
    const params = z.strictObject({ organization: name });
    server.get(`/o/:organization${path}`, { schema: { hide: true, params } }, (request, reply) => {
      const { organization } = request.params;
      return organization === FIRST_ORGANIZATION || registry.declared.organization(organization)
        ? reply.headers(headers).type(type).send(setOf(organization))
        : sendProblem(reply, notFound("organization"));
    });
  }
};
