import { readableDate } from '#schemas/dates.ts'
import type { Notice } from '../../edition/stories.ts'

/** One line of the list of facts under a notice. `address` is set when the value has a page of its own. */
export type Fact = { name: string; value: string; address?: string }

/** The facts of a notice by the names a reader knows, in the order of a business card and then a career; what is unknown is left out. */
export function noticeFacts(notice: Notice): Fact[] {
  const { facts, company } = notice
  const lines: (Fact | undefined)[] = [
    fact('Navn', notice.person),
    fact('Alder', facts.age && `${facts.age} år`),
    fact('Stilling', facts.role),
    company && { name: 'Virksomhed', value: company.name, ...(company.address && { address: company.address }) },
    fact('Sted', facts.location),
    fact('Dato', facts.startDate && readableDate(facts.startDate)),
    fact('Kommer fra', [facts.previousRole, facts.previousCompany].filter(Boolean).join(', ')),
    fact('Uddannelse', [facts.education, facts.institution].filter(Boolean).join(', ')),
    { name: 'Type', value: notice.kind.title, address: notice.kind.address },
  ]
  return lines.filter((line) => line !== undefined)
}

function fact(name: string, value: string | number | undefined): Fact | undefined {
  return value ? { name, value: String(value) } : undefined
}
