/** A failure whose message is all the user needs: printed without a stack. */
export class PlainFailure extends Error {
  override readonly name = "PlainFailure";
}
