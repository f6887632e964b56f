/** What a server knows of the viewer and a player does not. */
export interface AnnotationFacts {
  /** The user that the token was made for. */
  readonly user: string | undefined;
  readonly ip: string | undefined;
}

const PLACE = /\{(user|ip)\}/g;

/**
 * A token's annotations with `{user}` and `{ip}` in their `text` filled in, for a watermark that names its viewer.
 * `{time}` is the player's. What is filled in is text and stays text; nothing in it is filled in again.
 */
export function fillAnnotations(annotations: readonly unknown[], facts: AnnotationFacts): readonly unknown[] {
  return annotations.map(annotation => {
    if (typeof annotation !== "object" || annotation === null || !("text" in annotation)) return annotation;
    const { text } = annotation;
    return typeof text === "string" ? { ...annotation, text: fill(text, facts) } : annotation;
  });
}

function fill(text: string, { user = "", ip = "" }: AnnotationFacts): string {
  return text.replace(PLACE, (_place, name) => (name === "user" ? user : ip));
}
