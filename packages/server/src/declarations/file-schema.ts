import { z } from "zod";
import { antmediaFaults } from "./antmedia-faults.ts";
import type { SecretAntmediaSetting } from "./antmedia-settings-schema.ts";
import { applicationShape } from "./application-schema.ts";
import { applicationName, groupId, streamId, streamName, title } from "./name-schemas.ts";
import { holdsMap, noted } from "./setting-notes.ts";
import { streamSchema } from "./stream-schema.ts";

const fileApplicationSchema = z
  .strictObject({
    ...applicationShape,
    streams: noted(z.union([z.literal("any"), z.record(streamId, streamSchema)]).optional(), {
      description:
        "`any` name, or registered streams by id, and no others unless `registered_only` is `false`.",
      allowed: "the word any, or a map from stream ids to streams",
      defaultText: "`any`",
    }),
  })
  .refine(({ streams, registered_only: only }) => streams !== "any" || only !== true, {
    error: "has streams: any and registered_only: true, which contradict each other",
    when: holdsMap,
  })
  .refine(({ streams, antmedia }) => streams !== "any" || antmedia?.acceptOnlyStreamsInDataStore !== true, {
    error: "contradicts streams: any",
    path: ["antmedia", "acceptOnlyStreamsInDataStore"],
    when: holdsMap,
  })
  .superRefine((settings, context) => {
    const { antmedia = {} } = settings;
    const isSet = (name: SecretAntmediaSetting) => (antmedia[name] ?? "") !== "";
    for (const { field, message } of antmediaFaults(settings, isSet)) {
      context.addIssue({ code: "custom", path: field.split("."), message });
    }
  });

/** Applications as a YAML file declares them, by name. */
export const fileApplicationsSchema = z.record(applicationName, fileApplicationSchema);

const fileGroupSchema = z.strictObject({
  title: noted(title.optional(), {
    description: "What people read instead of the id.",
    allowed: "1 to 256 characters without control characters and without a space at either end",
    defaultText: "none",
  }),
  streams: noted(z.array(streamName).optional(), {
    description: "The streams that belong to it, beside those that name it as their `group`.",
    allowed: "a list of names: application/stream",
    defaultText: "none",
  }),
});

/** Groups as a YAML file declares them, by id. */
export const fileGroupsSchema = z.record(groupId, fileGroupSchema);

/** One application of a file after checking. */
export type FileApplicationSettings = z.output<typeof fileApplicationSchema>;

/** One group of a file after checking. */
export type FileGroupSettings = z.output<typeof fileGroupSchema>;
