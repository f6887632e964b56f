import { PlainFailure } from "../plain-failure.ts";
import type { ConnectGuide } from "./connect-guide.ts";

/** A configuration with everything put in that is known, and what its reader must know besides. */
export interface FilledGuide {
  readonly configuration: string;
  /** One sentence each. */
  readonly notes: readonly string[];
}

/**
 * What gives Sluice the API of the server of that name; undefined: it has none. Under another name it would be a second server, all
 * of whose clients nobody has asked about: they would be cut.
 */
export function apiOf({ api, kind }: ConnectGuide, serverName: string): string | undefined {
  return api?.replace(`\n  ${kind}:\n`, () => `\n  ${serverName}:\n`);
}

/** Stands where the secret belongs, for whoever may not see it. */
const SECRET_PLACE = "<secret>";

/** Where Sluice listens unless it is told otherwise. */
const OWN_ADDRESS = "http://127.0.0.1:8080";

/**
 * Fills address and secret in. `localhost` becomes 127.0.0.1, which means the same to every server. A server that cannot ask
 * by HTTPS is given no address with it: its questions hold tokens. Throws PlainFailure when the address is none.
 */
export function fillGuide(
  guide: ConnectGuide,
  { address, secret }: { readonly address: string; readonly secret: string | undefined },
): FilledGuide {
  const given = readAddress(address);
  const isPlain = given.protocol === "http:";
  const url = guide.isPlainHttpOnly && !isPlain ? new URL(OWN_ADDRESS) : given;
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  const host = (url.host + url.pathname).replace(/\/+$/, "");
  const base = `${url.protocol}//${host}`;
  const configuration = guide.configuration({ base, host, secret: secret ?? SECRET_PLACE });
  return { configuration, notes: notesOf(guide, { configuration, isPlain }) };
}

function notesOf(
  { title, isPlainHttpOnly = false, kind }: ConnectGuide,
  { configuration, isPlain }: { readonly configuration: string; readonly isPlain: boolean },
): readonly string[] {
  const notes: string[] = [];
  if (isPlainHttpOnly && !isPlain) {
    notes.push(
      `${title} asks by plain HTTP alone: this has ${OWN_ADDRESS}. Give Sluice's own address with --address http://…`,
    );
  }
  if (configuration.includes(SECRET_PLACE)) {
    notes.push(`the secret is told on Sluice's own machine alone: run sluice connect ${kind} there.`);
  }
  return notes;
}

function readAddress(text: string): URL {
  const url = URL.parse(text);
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (url && isHttp && url.search === "" && url.hash === "" && url.username === "") return url;
  throw new PlainFailure(
    "--address takes an http or https URL without query and user name: http://10.0.0.5:8080.",
  );
}
