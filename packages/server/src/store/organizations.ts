import type { Audit } from "./audit.ts";

export interface OrganizationStore {
  /** Removes an organization's keys, rules and all that it declares, in one step: from then on nothing of it opens. */
  closeOrganization(code: string, audit?: Audit<void>): Promise<void>;
  /**
   * Removes everything that belongs to an organization, its audit log among it, in as many steps as it takes. Nothing
   * happens when there is nothing.
   */
  removeOrganization(code: string): Promise<void>;
}
