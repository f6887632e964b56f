import type { DeclaredApplication } from "../../registry/declared.ts";
import type { ObjectWrite } from "../../store/objects.ts";

/** Writes an application's document over the version that is known of it. */
export function putApplication(organization: string, { name, known, document }: PutApplication): ObjectWrite {
  return { write: "put", kind: "application", organization, id: name, version: known.version, document };
}

/** An application as it is, and as it is to be. */
export interface PutApplication {
  readonly name: string;
  readonly known: Pick<DeclaredApplication, "version">;
  readonly document: unknown;
}
