import { z } from "zod";
import { applicationSchema } from "./application-schema.ts";
import { title } from "./name-schemas.ts";
import { storedOriginSchema } from "./origin-schema.ts";
import { streamSchema } from "./stream-schema.ts";

/**
 * An application as the store keeps it: the settings as they were given, so that a default that changes reaches it, and
 * the secrets of the origin sealed.
 */
export const storedApplicationSchema = z.strictObject({
  settings: applicationSchema.extend({ origin: storedOriginSchema.optional() }),
  /** By header name. */
  sealed_headers: z.record(z.string(), z.string()).optional(),
  /** The other secrets of the origin, by the name of the field. */
  sealed_secrets: z.record(z.string(), z.string()).optional(),
  /** The secrets of Ant Media's settings, by the name of the setting. */
  sealed_antmedia: z.record(z.string(), z.string()).optional(),
  /** True: whoever set the origin may name folders and private addresses of this machine. */
  origin_by_operator: z.boolean().optional(),
  /** True: changes of an application that is part of Sluice. */
  built_in: z.literal(true).optional(),
});

/** A stream as the store keeps it. */
export const storedStreamSchema = z.strictObject({
  settings: streamSchema,
  /** True: changes of a stream that is part of Sluice. */
  built_in: z.literal(true).optional(),
});

/** A group as the store keeps it; which streams belong to it, each stream says. */
export const storedGroupSchema = z.strictObject({ settings: z.strictObject({ title: title.optional() }) });

/** An organization as the store keeps it. */
export const storedOrganizationSchema = storedGroupSchema;

export type StoredApplication = z.output<typeof storedApplicationSchema>;
export type StoredStream = z.output<typeof storedStreamSchema>;

/** Where a sealed header belongs: a sealed value that is copied to another place does not open there. */
export function headerContext(organization: string, application: string, header: string): string {
  return `application/${organization}/${application}/origin/${header}`;
}

/** Where another sealed secret of an origin belongs; no header has such a name. */
export function originSecretContext(organization: string, application: string, field: string): string {
  return headerContext(organization, application, `:${field}`);
}

/** Where a sealed secret of Ant Media's settings belongs. */
export function antmediaSecretContext(organization: string, application: string, name: string): string {
  return `application/${organization}/${application}/antmedia/${name}`;
}
