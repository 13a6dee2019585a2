import { shortCompanyName, without } from './grammar.ts'
import type { Notice } from './notice.ts'

/** »til Lead Consultant« */
export const to = (role: string | undefined) => role && `til ${without('som', without('til', role))}`

/** Whether the former position was in the same house: then the promotion is told in one sentence. */
export function isInternal({ previousRole, previousCompany, company }: Notice): boolean {
  if (previousRole === undefined) return false
  return previousCompany === undefined || shortCompanyName(previousCompany) === shortCompanyName(company ?? '')
}

/** »fuldført uddannelsen HD 2. del« */
export function completed(education: string | undefined): string {
  if (education === undefined) return 'færdiggjort sin uddannelse'
  if (/^(?:en|et|sin|sit|uddannelsen)\s/i.test(education)) return `fuldført ${education}`
  return /^(?:master|bachelor|kandidatuddannelse|diplomuddannelse)\b/i.test(education)
    ? `fuldført en ${education}`
    : `fuldført uddannelsen ${education}`
}

/** Whether the role is a seat on the board, and not what the person does elsewhere. */
export const isSeat = (role: string | undefined): role is string =>
  role !== undefined && /formand|forkvinde|forperson|medlem|observatør|suppleant/i.test(role)

/** Whether the seat is one without an office. */
export const isPlainMember = (role: string | undefined) =>
  role !== undefined && /^(?:menigt\s+)?(?:bestyrelses)?medlem$/i.test(role)

/** Whether the role itself says partner, as »Senior Partner« does. */
export const isPartner = (role: string | undefined): role is string => role !== undefined && /partner/i.test(role)
