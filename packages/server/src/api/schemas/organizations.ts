import { z } from "zod";
import { organizationCode, title } from "../../declarations/name-schemas.ts";
import { issuedApiKey } from "./api-keys.ts";
import { name, seconds } from "./common.ts";
import { namedPaging } from "./declared.ts";

/** `POST /v1/organizations`. */
export const newOrganization = z
  .strictObject({
    code: organizationCode.describe("Lower-case letters, digits and hyphens; it never changes."),
    title: title.nullable().optional(),
  })
  .meta({ id: "NewOrganization" });

/** `PATCH /v1/organizations/{code}`. */
export const organizationPatch = z
  .strictObject({ title: title.nullable().optional() })
  .describe("What is left out stays; null is none.")
  .meta({ id: "OrganizationPatch" });

/** The query of `GET /v1/organizations`. */
export const organizationQuery = z.strictObject(namedPaging);

/** The query of `DELETE /v1/organizations/{code}`. */
export const organizationRemoval = z.strictObject({
  confirm: name.optional().describe("The organization's code once more."),
});

const fields = {
  code: z.string(),
  title: z.string().nullable(),
  created_at: seconds.nullable().describe("null for the first organization."),
  updated_at: seconds.nullable(),
  version: z.int().min(0),
};

/** A tenant: it owns applications, streams, groups, tokens and keys, and sees nothing of another. */
export const organization = z.strictObject(fields).meta({ id: "Organization" });

/** An organization that was just made, and its first administrator's key. */
export const createdOrganization = z
  .strictObject({
    ...fields,
    api_key: issuedApiKey.describe("The first administrator's key; this is the only answer that holds it."),
  })
  .meta({ id: "CreatedOrganization" });
