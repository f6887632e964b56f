import type { GroupDeclaration } from "../declarations/declaration.ts";
import type { Application, RegisteredStream } from "./application.ts";

/** A tenant. */
export interface Organization {
  readonly code: string;
  readonly title: string | undefined;
}

/** Something that was declared, and by whom. */
export interface Declared<T> {
  readonly value: T;
  /** `sluice.yaml:12:5` when the configuration file declares it: then the API cannot change it. */
  readonly declaredIn: string | undefined;
  /** The stored object's; 0 for what the file declares, what is built in, and groups that nobody declared. */
  readonly version: number;
  /** As it is stored, or would be: what a change starts from. */
  readonly document: unknown;
  /** Undefined for what is not stored. */
  readonly createdAtSeconds: number | undefined;
  readonly updatedAtSeconds: number | undefined;
}

export type DeclaredOrganization = Declared<Organization>;
export type DeclaredApplication = Declared<Application>;

/** A registered stream; `group` is the one it belongs to now, whoever says so. */
export interface DeclaredStream extends Declared<RegisteredStream> {
  /** `application/id`. */
  readonly name: string;
  /** Where the file puts the stream into its group; undefined when the file does not. */
  readonly groupDeclaredIn: string | undefined;
}

export type DeclaredGroup = Declared<GroupDeclaration>;

/** What is declared by nobody's object: built in, implied, or the file's. */
export function unstored<T>(value: T, document: unknown, declaredIn?: string): Declared<T> {
  return {
    value,
    document,
    declaredIn,
    version: 0,
    createdAtSeconds: undefined,
    updatedAtSeconds: undefined,
  };
}
