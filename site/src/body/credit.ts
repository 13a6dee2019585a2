/** The credit as it stands under a picture: »Foto: Ida Krogh«, or as written when it says itself what it is, »Illustration: Ida Krogh«. */
export function creditLine(credit: string): string {
  return /^[\p{L} ]{3,24}:/u.test(credit) ? credit : `Foto: ${credit}`
}
