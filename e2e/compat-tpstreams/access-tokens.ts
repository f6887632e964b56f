import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";

/** A token as TPStreams' API answers it. */
export interface AccessToken {
  readonly playback_url: string;
  readonly expires_after_first_usage: boolean;
  readonly code: string;
  readonly status: "Active" | "Expired";
  readonly valid_until: string | null;
  readonly annotations: readonly unknown[];
}

/** TPStreams' calls for one asset, as a back end makes them. */
export interface AccessTokens {
  create(fields?: object): Promise<AccessToken>;
  view(code: string): Promise<AccessToken>;
  update(code: string, fields: object): Promise<AccessToken>;
}

/** Calls a server as TPStreams' documentation shows, with host and key replaced. Throws unless a call succeeds. */
export function accessTokens(server: TestServer, asset: string): AccessTokens {
  const url = `${server.url}/api/v1/demo/assets/${asset}/access_tokens/`;
  const call = async (method: string, path: string, fields?: object): Promise<AccessToken> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Token ${ADMIN_KEY}`, "content-type": "application/json" },
      ...(fields ? { body: JSON.stringify(fields) } : {}),
    });
    if (!response.ok) throw new Error(`${method} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as AccessToken;
  };
  return {
    create: fields => call("POST", "", fields),
    view: code => call("GET", `${code}/`),
    update: (code, fields) => call("PUT", `${code}/`, fields),
  };
}
