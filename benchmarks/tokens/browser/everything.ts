/** All that the package offers, with nothing left to shake off. */
export * from "@sluice/token";
