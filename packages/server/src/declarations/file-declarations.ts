import type { ApplicationDeclaration, GroupDeclaration, StreamDeclaration } from "./declaration.ts";

/** Something that the configuration file declares; `declaredIn` is where: `sluice.yaml:12:5`. */
export type InFile<T> = T & { readonly declaredIn: string };

/** An application of the file with the streams that the file registers in it. */
export type FileApplication = InFile<ApplicationDeclaration> & {
  readonly streams: readonly InFile<StreamDeclaration>[];
};

/** A group of the file. */
export type FileGroup = InFile<GroupDeclaration> & {
  /** Full names, each with its own place in the file. */
  readonly streams: readonly InFile<{ readonly name: string }>[];
};

/** Everything that the configuration file declares. */
export interface FileDeclarations {
  readonly applications: readonly FileApplication[];
  readonly groups: readonly FileGroup[];
  /** Whether the built-in application `demo` exists. */
  readonly demo: boolean;
}

/** What stands where no file says anything. */
export const nothingDeclared: FileDeclarations = { applications: [], groups: [], demo: true };
