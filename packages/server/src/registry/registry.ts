import type { Application, LocatedStream } from "./application.ts";
import type { DeclaredApplication, DeclaredGroup, DeclaredOrganization, DeclaredStream } from "./declared.ts";
import type { Located } from "./locate.ts";

/** A stream name that means nothing, or two things. */
export type NameProblem =
  | { readonly problem: "unknown" }
  | { readonly problem: "ambiguous"; readonly candidates: readonly string[] };

/** Organizations, applications, streams and groups, as they are now. */
export interface Registry {
  /** Another number after every change: what was found before it may be out of date. */
  revision(): number;
  /** The application under a public name. */
  application(name: string): Application | undefined;
  /** Every application of an organization, by name. */
  applications(organization: string): readonly Application[];
  /**
   * Finds the stream at the front of a path inside an application: the longest registered name wins, then an alias,
   * then one segment where any name is taken. `rest` is what follows the stream's name.
   */
  locate(application: Application, segments: readonly string[]): Located | undefined;
  /** The stream of an organization under its full name now; undefined when it is gone. */
  named(organization: string, name: string): LocatedStream | undefined;
  /** The registered streams of a group, by their full names. */
  membersOf(organization: string, group: string): readonly string[];
  /** Resolves `app/stream`, an alias or a bare name inside one organization. */
  resolve(organization: string, name: string): LocatedStream | NameProblem;
  /** What was declared, and by whom. Lists go on behind a name, in the order of names. */
  readonly declared: DeclaredThings;
}

/** What was declared, and by whom, for those who show and change it. */
export interface DeclaredThings {
  organization(code: string): DeclaredOrganization | undefined;
  organizationsAfter(code: string): IterableIterator<DeclaredOrganization>;
  /** Of whatever organization. */
  application(name: string): DeclaredApplication | undefined;
  applicationsAfter(organization: string, name: string): IterableIterator<DeclaredApplication>;
  /** A registered stream, by its full name. */
  stream(organization: string, name: string): DeclaredStream | undefined;
  streamsAfter(organization: string, name: string): IterableIterator<DeclaredStream>;
  /** The full name of the stream that has the alias. */
  aliasOwner(organization: string, alias: string): string | undefined;
  /** The full names of the registered streams that have the id. */
  streamsWithId(organization: string, id: string): readonly string[];
  group(organization: string, id: string): DeclaredGroup | undefined;
  groupsAfter(organization: string, id: string): IterableIterator<DeclaredGroup>;
}

/** True when `resolve` found the stream. */
export function isLocated(found: LocatedStream | NameProblem): found is LocatedStream {
  return !("problem" in found);
}
