import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import type { Reply } from "../support/viewer.ts";
import type { WalkRequest } from "./ask.ts";
import type { Names } from "./names.ts";
import { foreignCase, type OperationWalk } from "./operation-walk.ts";
import type { Tenant } from "./tenant.ts";

/** Who sends good requests of an operation: an owner with names, made anew where a request leaves nothing behind. */
export interface Owners {
  /** Its things are only read. */
  readonly reader: { readonly tenant: Tenant; readonly names: Names };
  readonly operator: Tenant;
  createOwner(): Promise<{ readonly tenant: Tenant; readonly names: Names }>;
}

/**
 * Sends the requests of an operation with one's own names: each must be done, and find something. Says in words where it
 * is not so: a walk with requests that nobody could be answered well shows nothing.
 */
export async function badControls(
  owners: Owners,
  operation: Operation,
  walk: OperationWalk,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let owner = operation.method === "get" ? owners.reader : undefined;
  for (const [title, short] of Object.entries(walk.foreign ?? {})) {
    const { control } = foreignCase(short);
    if (control === null) continue;
    owner =
      owner && !isOnce(operation, control(owner.names, owner.names)) ? owner : await owners.createOwner();
    const { ask } = walk.control === "operator" ? owners.operator : owner.tenant;
    const reply = await ask(operation, control(owner.names, owner.names));
    const fault = faultOf(reply);
    if (fault !== undefined)
      faults.push(`${operation.id} of ${title}: ${fault}: ${reply.text.slice(0, 300)}`);
  }
  return faults;
}

/** True for a request that can be done once only, as a thing is at a version once. */
function isOnce({ method }: Operation, { headers = {} }: WalkRequest): boolean {
  return method === "delete" || "if-match" in headers;
}

function faultOf({ status, text, headers }: Reply): string | undefined {
  if (status >= 300) return `is answered ${status}`;
  if (!/[/+]json\b/.test(String(headers["content-type"]))) return undefined;
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null) return "says nothing";
  if ("items" in body && Array.isArray(body.items) && body.items.length === 0) return "finds nothing";
  // A decision tells of one that was refused, too.
  if ("allowed" in body && !("door" in body) && body.allowed !== true) return "is refused";
  if ("dry_run" in body && "count" in body && body.count === 0) return "counts nothing";
  return undefined;
}
