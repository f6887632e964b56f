import { textSeeds } from "./fuzz-target.ts";

/** Tokens of vectors/token/cat/cat-vectors.json, in base64url: Eyevinn, Fastly, Quicr, RFC 8392. Their keys are public. */
export const catSeeds: readonly string[] = [
  "2D3RhFGiAQUETFN5bW1ldHJpYzI1NqBY-qcBZ2V5ZXZpbm4CeF41NmE1OGQ4OS0yYWJjLTRmZGMtOTM0Yy1jNzk5ODk0ZGIyNjc6NzEyZGUzYWJmMjgyMDMyYzdjMjY6OGEzMTg0M2YtNGIxZi00ODY4LWIyMzQtNjQxNTI2ZDAxMWU4BBpoMBvFBRpoMBuJBhpoMBuJB1gkYzdhNDlmZmQtY2M3OS00Y2U1LTkzMzEtNmIxMjZiY2RkMWRkGQFDpQABARg8AhgeA3dDVEEtQ29tbW9uLUFjY2Vzcy1Ub2tlbgWEZlNlY3VyZXJEb21haW49LnR2NHBsYXkuc2VmcGF0aD0vbVNhbWVTaXRlPU5vbmVYICmzyUJdc5QJKHDrqakTajuSnARci7xvCaAeb212P3Lr",
  "2D3RhEOhAQWhBExTeW1tZXRyaWMyNTZYmKQBZ2Nkbm5hbWUCeCxBNXMyRnptNUI5UG5EVEVmS3VybGxMdnJUelJLSWl4ZERsMWI0TEZzZlB3PQQaaIqzLBkBOKIFoQJ4Ji9lMDU5Lzc4MTEvMTY0MC80N2UxLTk5MzAtMmE0MzQxZWE4YjEwBqEBeCUvMWJkMWUyNmUtMzQwNy00ODA1LWI4MDYtMTMyMTZiMzRkNGJmWCBxCao7OrEJkkIQ8DcTNUFB-bMV4vUcVohXksntwc42_w",
  "0YRIogEFEGNDQVSgWKuqAXgaaHR0cHM6Ly9pc3N1ZXIubW9xLmV4YW1wbGUCdnVzZXI6YWxpY2VAZXhhbXBsZS5jb20DgngaaHR0cHM6Ly9yZWxheTEuZXhhbXBsZS5jb214Gmh0dHBzOi8vcmVsYXkyLmV4YW1wbGUuY29tBBplVUKABRplU_EABhplU_EAB0p2ZWN0b3ItMDAyGQE2ARkBN4HYNETLAHEyGQE4oQOhAWYvbGl2ZS9YICnBpmEs5tSSc_2MARa53svCh2YtW6XWfe-vr2_wwRJ4",
  "0YRIogEFEGNDQVSgWIKjAXgYaHR0cHM6Ly9hdXRoLmV4YW1wbGUuY29tBBplVUKAGQFEgqIBeBtodHRwczovL3ByaW1hcnkuZXhhbXBsZS5jb20EGmVVQoChGQFGgqIBeB1odHRwczovL3NlY29uZGFyeS5leGFtcGxlLmNvbQQaZVVCgKIEGmVVQoAZATYBWCAVd-yTVWpkcuHmiEbTknIRpTHd0zexHkwtXk4k8Wd2qg",
  "2D3RhEOhAQWhBExTeW1tZXRyaWMyNTZYVaQBZ2V5ZXZpbm4EGvSGVwAZATeF2DREwKgBCtg0ghgYRMCoAQAZEOHYNlAgAQ2488IVauORe6SXDxK_2DaCGDhQIAENuAAAIAAAAAAAAAAAABkBNgFYIMoYj611x64B2r_BWdWRMlVG7yQ1PGUB-FShEvN9Rhg2",
  "2D3RhEOhAQWhBExTeW1tZXRyaWMyNTZYRaYBZ2V5ZXZpbm4EGvSGVwAZARpmOXE4eXlrGQE8gmJTRWVVUy1DQRkBPYGD-0BNqiaAnUlS-0AyEY_FBIFvGROIGQE2AVggSrYy6T4gXj9mZeOwj7NKb0fOv-9taKKu7avV84tRa7c",
  "2D3RhEOhAQWhBExTeW1tZXRyaWMyNTZYYaQBbmlzc3Vlci5leGFtcGxlBBr0hlcAGCyhGQE9WD2DQ6EBA6EFTAABAgMEBQYHCAkKC1gnxoEtW4hP5JsQCMVw8dtp4kbSBlvpaNeEn7v2lHlhOS7LJu9CfO0sGC2BGCxYIDNi5TCO02EYjbwc2XhsRJZbJzOgV4Yl_8wsvMAOL2M_",
  "0YRDoQEEoQRMU3ltbWV0cmljMjU2S6EG-0HVhDZ8IAAASLiBbzTAVCiS",
  "2D3RhEOhAQWhBFBha2FtYWlfa2V5X2hzMjU2WEalAWpiYWNrb2ZmaWNlBBr0hlcAGQE5gmNHRVRkSEVBRBkBO6FqdXNlci1hZ2VudKEDZ01vemlsbGEZATyCYlNFZVVTLUNBWCDPEjygDBMwOfbwX5CuQNFWOOsATCf8P30b0oPrpsoTHw",
];

/** Patterns as tokens hold them, and each construct that is refused. */
export const regexSeeds = textSeeds([
  "^/live/[a-z0-9]+/index\\.m3u8$",
  "^/(vod|live)/([^/]+)/[[:alnum:]_-]{3,12}(\\.ts|\\.m4s)?$",
  "(a+)+$",
  "((a|aa)+)+c",
  "[]^-]\\d\\w\\s.{2,}(?:x)*",
  "(?=a)(b)\\1c*?[[.a.]]{1,2}",
]);

export const jsonSeeds = textSeeds([
  '{"$map":[[1,"issuer.example"],[4,4102444800],[311,[{"$tag":52,"value":[24,{"$hex":"c00002"}]}]]]}',
  '[{"$float":0},{"$int":"18446744073709551615"},{"$undefined":true},null,true,-1.5]',
]);
