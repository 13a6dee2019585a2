import { genitive, placed, shortCompanyName, without } from './grammar.ts'
import type { NoticeKind } from './kind.ts'
import type { Frame } from './notice.ts'
import { as, asOf, at, atShort, from, introduced, named, onDay, phrase } from './phrases.ts'
import { completed, isInternal, isPartner, isPlainMember, isSeat, to } from './roles.ts'

const newJob: Frame = {
  headline: ({ person, role, ...notice }) =>
    role
      ? phrase(person, 'bliver', without('som', role), atShort({ person, ...notice }))
      : phrase(person, 'får nyt job', atShort({ person, ...notice })),
  opening: (notice) =>
    notice.company
      ? phrase(
          notice.company,
          'har',
          asOf(notice),
          'ansat',
          named(notice),
          as(notice.role),
          at({ ...notice, company: undefined }),
        )
      : phrase(named(notice), 'er', asOf(notice), 'ansat', as(notice.role), at(notice)),
  work: 'taken up',
}

const promotion: Frame = {
  headline: (notice) => phrase(notice.person, 'forfremmes', to(notice.role), atShort(notice)),
  opening: (notice) =>
    isInternal(notice)
      ? phrase(introduced(notice, notice.previousRole), 'er', asOf(notice), 'forfremmet', to(notice.role))
      : phrase(named(notice), 'er', asOf(notice), 'forfremmet', to(notice.role), at(notice)),
  work: 'moved up in',
  told: (notice) => (isInternal(notice) ? 'origin' : undefined),
}

const appointment: Frame = {
  headline: (notice) => phrase(notice.person, 'udnævnes', to(notice.role), atShort(notice)),
  opening: (notice) => phrase(named(notice), 'er', asOf(notice), 'udnævnt', to(notice.role), at(notice)),
  work: 'taken up',
}

const graduation: Frame = {
  headline: (notice) => phrase(notice.person, atShort(notice, 'fra'), 'har', completed(notice.education)),
  opening: (notice) =>
    phrase(introduced(notice), 'har', asOf(notice), completed(notice.education), from(notice.institution, 'på')),
  work: 'going on',
  told: () => 'education',
}

const departure: Frame = {
  headline: (notice) =>
    phrase(notice.person, notice.role ? `fratræder som ${without('som', notice.role)}` : 'fratræder', atShort(notice)),
  opening: (notice) =>
    phrase(
      named(notice),
      'fratræder',
      asOf(notice),
      notice.role ? `stillingen ${as(notice.role)}` : 'sin stilling',
      at(notice),
    ),
  work: 'left',
}

const acting: Frame = {
  headline: (notice) => phrase(notice.person, 'konstitueres', as(notice.role), atShort(notice)),
  opening: (notice) => phrase(named(notice), 'er', asOf(notice), 'konstitueret', as(notice.role), at(notice)),
  work: 'taken up',
}

const board: Frame = {
  headline: ({ person, company, role }) =>
    isSeat(role) && !isPlainMember(role)
      ? phrase(person, 'bliver', without('som', role), company && `for ${shortCompanyName(company)}`)
      : phrase(person, 'indtræder i', company ? `${genitive(shortCompanyName(company))} bestyrelse` : 'bestyrelsen'),
  opening: ({ company, location, role, ...notice }) =>
    phrase(
      isSeat(role) ? named(notice) : introduced({ ...notice, role }),
      'er',
      asOf(notice),
      'indtrådt i bestyrelsen',
      company && `for ${company}`,
      location && placed(location),
      isSeat(role) && !isPlainMember(role) && as(role),
    ),
  work: 'taken up',
}

const anniversary: Frame = {
  headline: (notice) => phrase(notice.person, 'har jubilæum', atShort(notice)),
  opening: (notice) => phrase(introduced(notice), 'har jubilæum', onDay(notice)),
  work: 'going on',
}

const birthday: Frame = {
  headline: ({ person, age }) => (age === undefined ? `${person} har rund fødselsdag` : `${person} fylder ${age} år`),
  opening: ({ age, ...notice }) =>
    phrase(introduced(notice), age === undefined ? 'har rund fødselsdag' : `fylder ${age} år`, onDay(notice)),
  work: 'going on',
}

const certification: Frame = {
  headline: (notice) =>
    phrase(
      notice.person,
      atShort(notice, 'fra'),
      notice.education ? `har opnået certificeringen ${notice.education}` : 'er blevet certificeret',
    ),
  opening: (notice) =>
    notice.education
      ? phrase(
          introduced(notice),
          'har',
          asOf(notice),
          'opnået certificeringen',
          notice.education,
          from(notice.institution, 'hos'),
        )
      : phrase(introduced(notice), 'er', asOf(notice), 'blevet certificeret', from(notice.institution, 'hos')),
  work: 'going on',
  told: () => 'education',
}

const honor: Frame = {
  headline: (notice) => phrase(notice.person, atShort(notice, 'fra'), 'hædres'),
  opening: (notice) => phrase(introduced(notice), 'er', onDay(notice), 'blevet hædret'),
  work: 'going on',
}

const partner: Frame = {
  headline: ({ person, role, company }) =>
    phrase(
      person,
      'bliver',
      isPartner(role) ? without('som', role) : 'partner',
      company && `i ${shortCompanyName(company)}`,
    ),
  opening: ({ role, ...notice }) =>
    phrase(
      isPartner(role) ? named(notice) : introduced({ person: notice.person, kind: notice.kind, age: notice.age, role }),
      'er',
      asOf(notice),
      'optaget som',
      isPartner(role) ? without('som', role) : 'partner',
      at(notice, 'i'),
    ),
  work: 'taken up',
}

const death: Frame = {
  headline: ({ person }) => `${person} er død`,
  opening: ({ age, ...notice }) =>
    notice.startDate
      ? phrase(introduced(notice), 'døde', onDay(notice), age !== undefined && `i en alder af ${age} år`)
      : phrase(introduced(notice), 'er død', age !== undefined && `i en alder af ${age} år`),
  work: 'of a life',
}

/** A notice of a kind we do not know: the facts, with no verb that might be wrong. */
const unknown: Frame = {
  headline: ({ kind, ...notice }) =>
    phrase(
      kind && `${kind}:`,
      notice.role ? `${notice.person},` : notice.person,
      notice.role,
      atShort({ kind, ...notice }, notice.role ? 'hos' : 'fra'),
    ),
  opening: (notice) =>
    [`Nyt om navne: ${introduced(notice).replace(/,$/, '')}`, asOf(notice)].filter(Boolean).join(', '),
  work: 'going on',
}

const frames: Readonly<Record<NoticeKind, Frame>> = {
  'Nyt job': newJob,
  Forfremmelse: promotion,
  Udnævnelse: appointment,
  'Færdiggjort uddannelse': graduation,
  Fratrædelse: departure,
  Konstituering: acting,
  Bestyrelse: board,
  Jubilæum: anniversary,
  'Rund fødselsdag': birthday,
  Certificering: certification,
  Hæder: honor,
  'Ny partner': partner,
  Dødsfald: death,
}

/** The frame for a kind of notice, whatever its label. */
export function frameFor(kind: string): Frame {
  return Object.entries(frames).find(([known]) => known.toLowerCase() === kind.toLowerCase())?.[1] ?? unknown
}
