/** Where this script came from; read while it runs for the first time, for later the browser does not say it. */
const script = typeof document === "undefined" ? null : document.currentScript;
const scriptUrl = script !== null && "src" in script && typeof script.src === "string" ? script.src : "";

/** The nonce that the page's policy let this script in by. */
export const ownNonce = script?.nonce || undefined;

/**
 * The base URL of the Sluice server, with a slash at the end: the one given, else the folder that the script came
 * from (which holds under a path prefix too), else the root of this page's origin.
 */
export function serverBase(given: string | undefined): string {
  if (given !== undefined) return new URL(given.endsWith("/") ? given : `${given}/`, location.href).href;
  return new URL(URL.canParse(scriptUrl) ? new URL("./", scriptUrl) : "/", location.href).href;
}
