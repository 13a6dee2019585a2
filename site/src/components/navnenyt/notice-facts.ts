import { readableDate } from '#schemas/dates.ts'
import type { Notice, NoticeFacts } from '../../edition/stories.ts'

/** One line of the list of facts under a notice. `field` is where an editor writes it; `address` is set when the value has a page of its own. */
export type Fact = {
  name: string
  value: string
  field: keyof NoticeFacts | 'person' | 'company' | 'kind'
  address?: string
}

/** The facts of a notice by the names a reader knows, in the order of a business card and then a career; what is unknown is left out. */
export function noticeFacts(notice: Notice): Fact[] {
  const { facts, company } = notice
  const lines: (Fact | undefined)[] = [
    fact('Navn', 'person', notice.person),
    fact('Alder', 'age', facts.age && `${facts.age} år`),
    fact('Stilling', 'role', facts.role),
    company && {
      name: 'Virksomhed',
      field: 'company',
      value: company.name,
      ...(company.address && { address: company.address }),
    },
    fact('Sted', 'location', facts.location),
    fact('Dato', 'startDate', facts.startDate && readableDate(facts.startDate)),
    fact('Kommer fra', 'previousRole', [facts.previousRole, facts.previousCompany].filter(Boolean).join(', ')),
    fact('Uddannelse', 'education', [facts.education, facts.institution].filter(Boolean).join(', ')),
    { name: 'Type', field: 'kind', value: notice.kind.title, address: notice.kind.address },
  ]
  return lines.filter((line) => line !== undefined)
}

function fact(name: string, field: Fact['field'], value: string | number | undefined): Fact | undefined {
  return value ? { name, field, value: String(value) } : undefined
}
