/** An opaque token has 41 characters. */
const CUT_OPAQUE = /^st_[0-9A-Za-z]{0,37}$/;
/** A JWT has three parts, the last of them not empty. */
const CUT_JWT = /^eyJ[\w-]*(?:\.[\w-]*(?:\.)?)?$/;

/** What a carrier holds at most, bytes: it cuts there (nginx-rtmp, name and arguments), or takes no more (SRT stream id). */
export const carrierLimitsBytes = { nginxRtmp: 255, srt: 512 } as const;

/** True for a text that begins like an opaque token or a JWT and is shorter than one: its end was lost on the way. */
export function looksCut(token: string): boolean {
  return CUT_OPAQUE.test(token) || CUT_JWT.test(token);
}

/** True for a text that fills its carrier to the last byte, so that more of it may have been lost. */
export function fillsCarrier(carried: string, limitBytes: number): boolean {
  return carried.length * 3 >= limitBytes && Buffer.byteLength(carried) >= limitBytes;
}
