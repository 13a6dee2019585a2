/** The fields a notice's sentences are made from; a `JobAnnouncement` has them all. Only kind and person are sure. */
export type NoticeFields = {
  kind: string
  person: string
  pronoun?: 'hun' | 'han' | 'de' | undefined
  age?: number | undefined
  role?: string | undefined
  location?: string | undefined
  startDate?: string | undefined
  focus?: string | undefined
  previousRole?: string | undefined
  previousCompany?: string | undefined
  education?: string | undefined
  institution?: string | undefined
  previously?: string | undefined
  freeText?: string | undefined
}

/** What stands outside the notice: the company's name, as its document or the notice itself has it. */
export type NoticeSetting = { companyName?: string | undefined }

/** A notice with its company's name beside it, as the frames take it. */
export type Notice = NoticeFields & { company?: string | undefined }

/** How a kind of notice is told: what it says first, and in what light it sees the person's work. */
export type Frame = {
  /** Without a period. */
  headline: (notice: Notice) => string
  /** The first sentence, without its period. */
  opening: (notice: Notice) => string
  work: 'taken up' | 'moved up in' | 'going on' | 'left' | 'of a life'
  /** What the first sentence has told already. */
  told?: (notice: Notice) => 'education' | 'origin' | undefined
}
