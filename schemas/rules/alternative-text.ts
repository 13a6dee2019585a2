import { anError, aWarning, type Finding } from './finding.ts'

/** What is to be said about the alternative text of an image that has a file. */
export function alternativeTextFindings(alt: string | undefined): Finding[] {
  const text = alt?.trim() ?? ''
  if (text === '') return [anError('Skriv, hvad billedet viser, så også læsere med skærmlæser får det med.')]
  if (isFileName(text)) return [anError(`»${text}« er navnet på en fil; skriv, hvad billedet viser.`)]
  if (/^(?:et )?(?:billede|foto|fotografi) (?:af|hvor|der|som)\b/i.test(text)) {
    return [aWarning('Skærmlæseren siger selv »billede«; begynd med det, man ser.')]
  }
  if (text.length > 200) return [aWarning(`Den alternative tekst er på ${text.length} tegn; en enkelt sætning er nok.`)]
  return []
}

function isFileName(text: string): boolean {
  return (
    /^\S+\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|svg)$/i.test(text) || /^(?:img|dsc|dscf|pxl)[-_ ]?\d+$/i.test(text)
  )
}
