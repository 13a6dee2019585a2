import { anError, aWarning, type Finding } from './finding.ts'

/** Characters; longer headlines are cut off by search engines, and in the end by the layout. */
const comfortableHeadline = 110
const longestHeadline = 160

/** What is to be said about a headline. */
export function headlineFindings(headline: string | undefined): Finding[] {
  const text = headline?.trim() ?? ''
  if (text === '') return [anError('Skriv en overskrift.')]
  return [...lengthFindings(text.length), ...mannerFindings(text)]
}

function lengthFindings(length: number): Finding[] {
  if (length > longestHeadline)
    return [anError(`Overskriften er på ${length} tegn; forkort den til højst ${longestHeadline}.`)]
  if (length <= comfortableHeadline) return []
  return [
    aWarning(
      `Overskriften er på ${length} tegn; over ${comfortableHeadline} bliver den klippet hos Google og på mobilen.`,
    ),
  ]
}

function mannerFindings(text: string): Finding[] {
  const findings: Finding[] = []
  if (isShouted(text))
    findings.push(aWarning('Overskriften står med lutter store bogstaver; skriv den som en almindelig sætning.'))
  if (/[^.]\.$/.test(text)) findings.push(aWarning('Overskriften slutter med punktum; slet det.'))
  if (/!{2,}|\?{2,}/.test(text)) findings.push(aWarning('Ét udråbs- eller spørgsmålstegn er nok.'))
  return findings
}

/** Three words or more, no lower-case letter among them: a name such as »IBM« or »NATO« may stand alone. */
function isShouted(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word))
  return words.length >= 3 && !/\p{Ll}/u.test(text)
}
