/** What a page or an edge worker needs to verify a JWT or a CAT. */
export { fixedRing, verifyTokenAsync, webSignatures } from "@sluice/token";
