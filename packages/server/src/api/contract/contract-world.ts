import { randomBytes } from "node:crypto";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import type { Store } from "../../store/store.ts";
import type { Method } from "../openapi/document-type.ts";
import { addressedServers } from "../testing/addressed-servers.ts";
import { composeApi, testHasher, testSeal } from "../testing/compose-api.ts";
import type { Operation } from "../testing/list-operations.ts";
import type { CaseRequest } from "./case-request.ts";
import { createFailingStore, type FailingStore } from "./failing-store.ts";

/** The key of an administrator who may also do what only operators of the machine may. */
const OPERATOR_KEY = "sk_operator-for-the-contract";
/** From here nobody is let in without a key, not even to the metrics. */
const CLIENT = "198.51.100.7";

/** An answer as the contract judges it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** An answer's body, of which a case takes what it needs. */
export type Made = Readonly<Record<string, string>>;

/** A server of its own for the cases of one operation. */
export interface ContractWorld extends Pick<FailingStore, "fail"> {
  /** For what no route makes. */
  readonly store: Store;
  /** Sends a request of an operation. */
  send(operation: Pick<Operation, "method" | "path">, request: CaseRequest): Promise<Reply>;
  /** Makes something that a case needs, and resolves to what was answered. Throws unless it is done. */
  make(path: string, body?: unknown, method?: Method): Promise<Made>;
  /** Makes an API key with these scopes; resolves to its text. */
  keyWith(...scopes: readonly string[]): Promise<string>;
  /** Takes over what a configuration file with this text declares. */
  declare(yaml: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Composes the whole server on a memory store that fails on command. */
export async function openContractWorld(): Promise<ContractWorld> {
  const { store, fail } = createFailingStore(openMemoryStore({ sealAudit: testSeal }));
  const { server, api, declare } = await composeApi({ store, servers: addressedServers() });
  const putKey = async (text: string, scopes: readonly string[]): Promise<string> => {
    const hash = testHasher.hash(text);
    await store.putApiKey(sampleApiKey({ organization: FIRST_ORGANIZATION, hash, scopes }));
    return text;
  };
  await putKey(OPERATOR_KEY, ["admin", "installation"]);
  const send: ContractWorld["send"] = async ({ method, path }, request) => {
    const { statusCode, headers, payload } = await api.inject({
      method,
      url: urlOf(path, request),
      remoteAddress: request.from ?? CLIENT,
      headers: { ...authorization(request), ...contentType(request), ...request.headers },
      ...(request.text === undefined ? {} : { payload: request.text }),
      ...(request.body === undefined ? {} : { payload: JSON.stringify(request.body) }),
    });
    return { status: statusCode, headers, text: payload };
  };
  const make: ContractWorld["make"] = async (path, body, method = "post") => {
    const reply = await send({ method, path }, body === undefined ? {} : { body });
    if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
    return reply.text === "" ? {} : JSON.parse(reply.text);
  };
  return {
    store,
    fail,
    send,
    make,
    declare,
    keyWith: (...scopes) => putKey(`sk_${randomBytes(16).toString("hex")}`, scopes),
    close: () => server.close(),
  };
}

function authorization({ key = OPERATOR_KEY }: CaseRequest): Readonly<Record<string, string>> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

function contentType({ body, text }: CaseRequest): Readonly<Record<string, string>> {
  return body === undefined && text === undefined ? {} : { "content-type": "application/json" };
}

function urlOf(path: string, { url, path: parts = {}, query = {} }: CaseRequest): string {
  if (url !== undefined) return url;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ""));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}
