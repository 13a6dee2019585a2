import { cleanLine } from '../text.ts'
import { frameFor } from './frames.ts'
import { continued, ended, titled, without, workplace } from './grammar.ts'
import type { Frame, Notice, NoticeFields, NoticeSetting } from './notice.ts'
import { as, from, phrase, subject } from './phrases.ts'

/** A headline for a notice, with no period: »Mette Holm bliver Data Consultant hos Norrbit«. */
export function noticeHeadline(announcement: NoticeFields, setting: NoticeSetting = {}): string {
  const notice = tidied(announcement, setting)
  return frameFor(notice.kind).headline(notice)
}

/**
 * A notice as Danish sentences in the order newspapers use: what happened; what the person will do, came from, was educated
 * as and did before; and last what the editor wrote freely. Fields that are missing leave their sentence out.
 */
export function noticeSentences(announcement: NoticeFields, setting: NoticeSetting = {}): string[] {
  const notice = tidied(announcement, setting)
  const frame = frameFor(notice.kind)
  const told = frame.told?.(notice)
  const sentences = [
    frame.opening(notice),
    focus(notice, frame),
    told === 'origin' ? undefined : origin(notice, frame),
    told === 'education' ? undefined : education(notice, frame),
    previously(notice, frame),
    ...linesOf(announcement.freeText),
  ]
  return sentences.filter((sentence) => sentence !== undefined).map(ended)
}

const linesOf = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map(cleanLine)
    .filter((line) => line !== '')

/** A notice as one paragraph, the label of its kind as its last words, the way newspapers print it. */
export function noticeText(announcement: NoticeFields, setting: NoticeSetting = {}): string {
  return [...noticeSentences(announcement, setting), cleanLine(announcement.kind)].join(' ').trim()
}

/**
 * The words for the facts that follow the first sentence, by the light in which the person's work is seen. `earlier` is how
 * a second sentence about earlier work begins, where the one on the former position has said »tidligere« already.
 */
const wordings = {
  'taken up': {
    focus: 'skal især beskæftige sig med',
    origin: 'kommer fra en stilling',
    came: 'kommer fra',
    earlier: 'tidligere',
  },
  'moved up in': {
    focus: 'skal fremover især beskæftige sig med',
    origin: 'kommer fra en stilling',
    came: 'kommer fra',
    earlier: 'tidligere',
  },
  'going on': {
    focus: 'beskæftiger sig især med',
    origin: 'har tidligere arbejdet',
    came: 'har tidligere arbejdet hos',
    earlier: 'også',
  },
  left: {
    focus: 'har især beskæftiget sig med',
    origin: 'kom fra en stilling',
    came: 'kom fra',
    earlier: 'tidligere',
  },
  'of a life': {
    focus: 'beskæftigede sig især med',
    origin: 'arbejdede tidligere',
    came: 'arbejdede tidligere hos',
    earlier: 'også',
  },
} as const satisfies Record<Frame['work'], object>

function focus(notice: Notice, { work }: Frame): string | undefined {
  return notice.focus && phrase(subject(notice), wordings[work].focus, continued(without('med', notice.focus)))
}

function origin(notice: Notice, { work }: Frame): string | undefined {
  const { previousRole, previousCompany } = notice
  if (previousRole)
    return phrase(
      subject(notice),
      wordings[work].origin,
      as(previousRole),
      previousCompany && `${workplace(previousCompany)} ${previousCompany}`,
    )
  return previousCompany && phrase(subject(notice), wordings[work].came, previousCompany)
}

function education(notice: Notice, { work }: Frame): string | undefined {
  const past = work === 'of a life'
  const degree = notice.education && without('uddannet', notice.education)
  if (degree === undefined)
    return (
      notice.institution && phrase(subject(notice), past ? 'var' : 'er', 'uddannet', from(notice.institution, 'på'))
    )
  const has = past ? 'havde' : 'har'
  const verb = isHeld(degree)
    ? phrase(has, !/^(?:en|et)\s/i.test(degree) && 'en')
    : past
      ? 'var uddannet'
      : 'er uddannet'
  return phrase(subject(notice), verb, degree, from(notice.institution, /^i\s/i.test(degree) ? 'på' : 'fra'))
}

/** Whether a degree is something one has (»en bachelor i …«, »MBA«) rather than something one is (»cand.jur.«). */
function isHeld(degree: string): boolean {
  return /^(?:en|et)\s|degree|^(?:bachelor|master)\S*\s(?:of|in)\s|^(?:e?mba|hd|msc|bsc|ph\.?d)\b/i.test(degree)
}

function previously(notice: Notice, { work }: Frame): string | undefined {
  const { earlier } = wordings[work]
  const isSecond = earlier !== 'tidligere' && (notice.previousRole ?? notice.previousCompany) !== undefined
  const verb = phrase(work === 'of a life' ? 'havde' : 'har', isSecond ? earlier : 'tidligere', 'beskæftiget sig med')
  return notice.previously && phrase(subject(notice), verb, continued(without('med', notice.previously)))
}

/** The notice with every text on one line and blank ones gone, its company's name beside it. */
function tidied(announcement: NoticeFields, { companyName }: NoticeSetting): Notice {
  const line = (text: string | undefined) => (text === undefined ? undefined : cleanLine(text) || undefined)
  const title = (text: string | undefined) => {
    const words = line(text)
    return words && titled(words)
  }
  return {
    ...announcement,
    kind: cleanLine(announcement.kind),
    person: cleanLine(announcement.person),
    company: line(companyName),
    role: title(announcement.role),
    location: line(announcement.location),
    focus: line(announcement.focus),
    previousRole: title(announcement.previousRole),
    previousCompany: line(announcement.previousCompany),
    education: title(announcement.education),
    institution: line(announcement.institution),
    previously: line(announcement.previously),
  }
}
