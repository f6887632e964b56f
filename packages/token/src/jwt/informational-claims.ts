/**
 * Registered claims that say something of the person or of the sign-in and limit nothing (IANA JSON Web Token Claims,
 * from OpenID Connect Core 5.1 and 2): they are passed over in every claim map. Whatever else is unknown is refused, as
 * it may be a limit; `nonce`, `azp`, `scope` and `cnf` are, and are not in this list.
 */
export const informationalClaims: ReadonlySet<string> = new Set([
  "auth_time",
  "acr",
  "amr",
  "name",
  "given_name",
  "family_name",
  "middle_name",
  "nickname",
  "preferred_username",
  "profile",
  "picture",
  "website",
  "email",
  "email_verified",
  "gender",
  "birthdate",
  "zoneinfo",
  "locale",
  "phone_number",
  "phone_number_verified",
  "address",
  "updated_at",
]);
