import { z } from 'zod'
import { Reference } from '../reference.ts'
import { OptionalLine, OptionalProse } from '../text.ts'
import { anError, aWarning, type Finding } from './finding.ts'

/** A notice while it is being written, when any field may be missing or wrong. */
export const WrittenNotice = z
  .object({
    kind: OptionalLine.catch(undefined),
    person: OptionalLine.catch(undefined),
    age: z.number().optional().catch(undefined),
    role: OptionalLine.catch(undefined),
    education: OptionalLine.catch(undefined),
    freeText: OptionalProse.catch(undefined),
    company: Reference.optional().catch(undefined),
    companyName: OptionalLine.catch(undefined),
  })
  .catch({})
export type WrittenNotice = z.infer<typeof WrittenNotice>

/** Whether the kind is one that desk and readers know; an unknown one is kept, and doubted. */
export function kindFindings(kind: string | undefined, known: readonly string[]): Finding[] {
  const label = kind?.trim() ?? ''
  if (label === '') return [anError('Vælg, hvad notitsen handler om.')]
  if (known.includes(label)) return []
  const near = known.find((candidate) => candidate.toLowerCase() === label.toLowerCase())
  if (near !== undefined) return [aWarning(`Skriv »${near}«, så notitsen kommer sammen med de andre af slagsen.`)]
  return [aWarning(`»${label}« er ikke en af de faste typer; kontrollér stavemåden, ellers får den sin egen side.`)]
}

/** Whether the notice says where the person works. */
export function companyFindings({ company, companyName }: WrittenNotice): Finding[] {
  if (company !== undefined || (companyName?.trim() ?? '') !== '') return []
  return [anError('Vælg en virksomhed, eller skriv dens navn i feltet nedenfor.')]
}

const needingRole: readonly string[] = ['Nyt job', 'Forfremmelse', 'Udnævnelse', 'Konstituering']

/** Whether the notice holds what a notice of its kind is about. */
export function contentFindings({ kind, role, education, age, freeText }: WrittenNotice): Finding[] {
  if (kind !== undefined && needingRole.includes(kind) && !role)
    return [aWarning('Skriv stillingen; den er selve nyheden.')]
  if (kind === 'Færdiggjort uddannelse' && !education)
    return [aWarning('Skriv, hvilken uddannelse der er færdiggjort.')]
  if (kind === 'Certificering' && !education) return [aWarning('Skriv certificeringens navn i feltet »Uddannelse«.')]
  if (kind === 'Jubilæum' && !freeText) return [aWarning('Skriv i feltet »Mere«, hvilket jubilæum det er.')]
  if (kind === 'Hæder' && !freeText) return [aWarning('Skriv i feltet »Mere«, hvilken hæder det er.')]
  if (kind === 'Rund fødselsdag' && age === undefined) return [aWarning('Skriv, hvor mange år personen fylder.')]
  return []
}
