import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import type { NoticeFields } from '#schemas/navnenyt/notice.ts'
import { noticeHeadline, noticeSentences, noticeText } from '#schemas/navnenyt/write.ts'
import { runs } from '../../rigs/runs.ts'

const norrbit = { companyName: 'Norrbit A/S' }

const mette: Omit<NoticeFields, 'kind'> = {
  person: 'Mette Holm',
  pronoun: 'hun',
  age: 38,
  role: 'Data Consultant',
  startDate: '2025-09-01',
}

const told = (notice: Partial<NoticeFields> & { kind: string }, setting = norrbit) => {
  const whole = { ...mette, ...notice }
  return `${noticeHeadline(whole, setting)}\n${noticeText(whole, setting)}`
}

describe('a notice of each kind', () => {
  test('Nyt job tells who hired whom', () => {
    expect(told({ kind: 'Nyt job' })).toMatchInlineSnapshot(`
      "Mette Holm bliver Data Consultant hos Norrbit
      Norrbit A/S har pr. 1. september 2025 ansat Mette Holm (38) som Data Consultant. Nyt job"
    `)
  })

  test('Forfremmelse tells the way from one position to the next', () => {
    expect(
      told({ kind: 'Forfremmelse', previousRole: 'Data Consultant', role: 'Lead Consultant' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm forfremmes til Lead Consultant hos Norrbit
      Mette Holm (38), Data Consultant hos Norrbit A/S, er pr. 1. september 2025 forfremmet til Lead Consultant. Forfremmelse"
    `)
  })

  test('Forfremmelse from another house tells where the person came from', () => {
    expect(
      told({ kind: 'Forfremmelse', previousRole: 'Teamlead', previousCompany: 'Søbred ApS' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm forfremmes til Data Consultant hos Norrbit
      Mette Holm (38) er pr. 1. september 2025 forfremmet til Data Consultant hos Norrbit A/S. Hun kommer fra en stilling som Teamlead hos Søbred ApS. Forfremmelse"
    `)
  })

  test('Udnævnelse tells to what', () => {
    expect(told({ kind: 'Udnævnelse', role: 'teknisk direktør' })).toMatchInlineSnapshot(`
      "Mette Holm udnævnes til teknisk direktør hos Norrbit
      Mette Holm (38) er pr. 1. september 2025 udnævnt til teknisk direktør hos Norrbit A/S. Udnævnelse"
    `)
  })

  test('Færdiggjort uddannelse tells which, and where', () => {
    expect(
      told({ kind: 'Færdiggjort uddannelse', education: 'HD 2. del', institution: 'Aarhus Universitet' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm fra Norrbit har fuldført uddannelsen HD 2. del
      Mette Holm (38), Data Consultant hos Norrbit A/S, har pr. 1. september 2025 fuldført uddannelsen HD 2. del på Aarhus Universitet. Færdiggjort uddannelse"
    `)
  })

  test('Fratrædelse tells which position is left', () => {
    expect(told({ kind: 'Fratrædelse' })).toMatchInlineSnapshot(`
      "Mette Holm fratræder som Data Consultant hos Norrbit
      Mette Holm (38) fratræder pr. 1. september 2025 stillingen som Data Consultant hos Norrbit A/S. Fratrædelse"
    `)
  })

  test('Konstituering tells as what', () => {
    expect(told({ kind: 'Konstituering', role: 'økonomichef' })).toMatchInlineSnapshot(`
      "Mette Holm konstitueres som økonomichef hos Norrbit
      Mette Holm (38) er pr. 1. september 2025 konstitueret som økonomichef hos Norrbit A/S. Konstituering"
    `)
  })

  test('Bestyrelse tells of an ordinary member', () => {
    expect(told({ kind: 'Bestyrelse', role: 'bestyrelsesmedlem' })).toMatchInlineSnapshot(`
      "Mette Holm indtræder i Norrbits bestyrelse
      Mette Holm (38) er pr. 1. september 2025 indtrådt i bestyrelsen for Norrbit A/S. Bestyrelse"
    `)
  })

  test('Bestyrelse tells of an office on the board', () => {
    expect(told({ kind: 'Bestyrelse', role: 'næstformand' })).toMatchInlineSnapshot(`
      "Mette Holm bliver næstformand for Norrbit
      Mette Holm (38) er pr. 1. september 2025 indtrådt i bestyrelsen for Norrbit A/S som næstformand. Bestyrelse"
    `)
  })

  test('Bestyrelse tells what a new member does elsewhere', () => {
    expect(
      told({ kind: 'Bestyrelse', role: 'adm. direktør i Søbred ApS' }, { companyName: 'Novozea' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm indtræder i Novozeas bestyrelse
      Mette Holm (38), adm. direktør i Søbred ApS, er pr. 1. september 2025 indtrådt i bestyrelsen for Novozea. Bestyrelse"
    `)
  })

  test('Jubilæum tells the day', () => {
    expect(told({ kind: 'Jubilæum', freeText: 'Det er 25 år siden, hun begyndte i kantinen' })).toMatchInlineSnapshot(`
      "Mette Holm har jubilæum hos Norrbit
      Mette Holm (38), Data Consultant hos Norrbit A/S, har jubilæum den 1. september 2025. Det er 25 år siden, hun begyndte i kantinen. Jubilæum"
    `)
  })

  test('Rund fødselsdag tells the age once', () => {
    expect(told({ kind: 'Rund fødselsdag', age: 50 })).toMatchInlineSnapshot(`
      "Mette Holm fylder 50 år
      Mette Holm, Data Consultant hos Norrbit A/S, fylder 50 år den 1. september 2025. Rund fødselsdag"
    `)
  })

  test('Certificering tells which', () => {
    expect(told({ kind: 'Certificering', education: 'Certified Cloud Architect' })).toMatchInlineSnapshot(`
      "Mette Holm fra Norrbit har opnået certificeringen Certified Cloud Architect
      Mette Holm (38), Data Consultant hos Norrbit A/S, har pr. 1. september 2025 opnået certificeringen Certified Cloud Architect. Certificering"
    `)
  })

  test('Hæder leaves to the editor to say which', () => {
    expect(
      told({ kind: 'Hæder', freeText: 'Hun får Dataprisen for sit arbejde med åbne kort.' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm fra Norrbit hædres
      Mette Holm (38), Data Consultant hos Norrbit A/S, er den 1. september 2025 blevet hædret. Hun får Dataprisen for sit arbejde med åbne kort. Hæder"
    `)
  })

  test('Ny partner tells in which house', () => {
    expect(
      told({ kind: 'Ny partner', role: 'Senior Partner' }, { companyName: 'Brandt & Co.' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm bliver Senior Partner i Brandt & Co.
      Mette Holm (38) er pr. 1. september 2025 optaget som Senior Partner i Brandt & Co. Ny partner"
    `)
  })

  test('Ny partner tells what the person was trained as', () => {
    expect(told({ kind: 'Ny partner', role: 'advokat' })).toMatchInlineSnapshot(`
      "Mette Holm bliver partner i Norrbit
      Mette Holm (38), advokat, er pr. 1. september 2025 optaget som partner i Norrbit A/S. Ny partner"
    `)
  })

  test('Dødsfald speaks in the past', () => {
    expect(
      told({ kind: 'Dødsfald', age: 81, education: 'cand.polyt.', focus: 'broer', previously: 'Drift af havne' }),
    ).toMatchInlineSnapshot(`
      "Mette Holm er død
      Mette Holm, Data Consultant hos Norrbit A/S, døde den 1. september 2025 i en alder af 81 år. Hun beskæftigede sig især med broer. Hun var uddannet cand.polyt. Hun havde tidligere beskæftiget sig med drift af havne. Dødsfald"
    `)
  })

  test('unknown to us gets no verb that might be wrong', () => {
    expect(told({ kind: 'Orlov' })).toMatchInlineSnapshot(`
      "Orlov: Mette Holm, Data Consultant hos Norrbit
      Nyt om navne: Mette Holm (38), Data Consultant hos Norrbit A/S, pr. 1. september 2025. Orlov"
    `)
  })

  test('knows its frame however the label is cased', () => {
    expect(noticeHeadline({ ...mette, kind: 'NYT JOB' }, norrbit)).toBe('Mette Holm bliver Data Consultant hos Norrbit')
  })
})

describe('where somebody works', () => {
  test.each([
    ['Norrbit A/S', 'hos Norrbit'],
    ['Holmstrand Sygehus', 'på Holmstrand Sygehus'],
    ['Strandhavn Gymnasium', 'på Strandhavn Gymnasium'],
    ['Skolebogen ApS', 'hos Skolebogen'],
  ])('is told with the right preposition: %s', (companyName, place) => {
    expect(noticeHeadline({ kind: 'Nyt job', person: 'Mette Holm', role: 'chef' }, { companyName })).toBe(
      `Mette Holm bliver chef ${place}`,
    )
  })
})

describe('the facts that follow', () => {
  const followed = (notice: Partial<NoticeFields>) =>
    noticeSentences({ kind: 'Nyt job', ...mette, ...notice }, norrbit).slice(1)

  test('stand in the order newspapers use', () => {
    expect(
      followed({
        focus: 'at gøre data til beslutninger',
        previousRole: 'Teamlead',
        previousCompany: 'Søbred A/S',
        education: 'i sociologi',
        institution: 'Aalborg Universitet',
        previously: 'analyser for det offentlige',
        freeText: 'Hun bor i Randers.\nHun spiller bas',
      }),
    ).toMatchInlineSnapshot(`
      [
        "Hun skal især beskæftige sig med at gøre data til beslutninger.",
        "Hun kommer fra en stilling som Teamlead hos Søbred A/S.",
        "Hun er uddannet i sociologi på Aalborg Universitet.",
        "Hun har tidligere beskæftiget sig med analyser for det offentlige.",
        "Hun bor i Randers.",
        "Hun spiller bas.",
      ]
    `)
  })

  test('call the person by first name where no pronoun is known', () => {
    expect(followed({ person: 'Kim Bo Larsen', pronoun: undefined, previousCompany: 'Søbred' })).toEqual([
      'Kim kommer fra Søbred.',
    ])
  })

  test('know han and de', () => {
    expect(followed({ pronoun: 'han', previousRole: 'Teamlead' })).toEqual(['Han kommer fra en stilling som Teamlead.'])
    expect(followed({ pronoun: 'de', previously: 'undervisning' })).toEqual([
      'De har tidligere beskæftiget sig med undervisning.',
    ])
  })

  test.each([
    ['Rådgivning om kontrakter', 'rådgivning om kontrakter'],
    ['At lede afdelingen', 'at lede afdelingen'],
    ['Digitalisering af skoler', 'digitalisering af skoler'],
    ['SAP og økonomi', 'SAP og økonomi'],
    ['Microsoft 365', 'Microsoft 365'],
    ['Contract Management', 'Contract Management'],
    ['iOS-udvikling', 'iOS-udvikling'],
    ['Boeing og Airbus', 'Boeing og Airbus'],
    ['med salg af alarmer', 'salg af alarmer'],
  ])('say »%s« as »%s« inside a sentence', (focus, said) => {
    expect(followed({ focus })).toEqual([`Hun skal især beskæftige sig med ${said}.`])
  })

  test.each([
    [{ education: 'cand.jur.' }, 'Hun er uddannet cand.jur.'],
    [
      { education: 'cand.jur.', institution: 'Aarhus Universitet' },
      'Hun er uddannet cand.jur. fra Aarhus Universitet.',
    ],
    [{ education: 'ingeniør', institution: 'på DTU' }, 'Hun er uddannet ingeniør på DTU.'],
    [{ education: 'en kandidatgrad i datalogi' }, 'Hun har en kandidatgrad i datalogi.'],
    [{ education: 'Bachelor’s degree in Economics' }, 'Hun har en Bachelor’s degree in Economics.'],
    [{ education: 'MBA', institution: 'AVT' }, 'Hun har en MBA fra AVT.'],
    [{ institution: 'CBS' }, 'Hun er uddannet på CBS.'],
  ])('tell the education %j', (fields, said) => {
    expect(followed(fields)).toEqual([said])
  })

  test('do not say tidligere twice', () => {
    const sentences = noticeSentences(
      { ...mette, kind: 'Jubilæum', previousCompany: 'Søbred', previously: 'salg' },
      norrbit,
    )
    expect(sentences.slice(1)).toEqual([
      'Hun har tidligere arbejdet hos Søbred.',
      'Hun har også beskæftiget sig med salg.',
    ])
  })
})

describe('a notice', () => {
  test('puts no second period after A/S or an abbreviation', () => {
    const text = noticeText(
      { kind: 'Nyt job', person: 'Mette Holm', previousCompany: 'Søbred A/S', previously: 'salg, service m.m.' },
      norrbit,
    )
    expect(text).toBe(
      'Norrbit A/S har ansat Mette Holm. Mette kommer fra Søbred A/S. Mette har tidligere beskæftiget sig med salg, service m.m. Nyt job',
    )
  })

  test.each([
    ['Viborg', 'i Viborg'],
    ['Fyn', 'på Fyn'],
    ['ved kontoret i Aalborg', 'ved kontoret i Aalborg'],
  ])('places %s with its preposition', (location, said) => {
    expect(noticeSentences({ ...mette, kind: 'Nyt job', location }, norrbit)[0]).toContain(
      `som Data Consultant ${said}.`,
    )
  })

  test.each([
    ['Norrbit', 'Norrbits'],
    ['Novozea Labs', 'Novozea Labs’'],
    ['Vestfax A/S', 'Vestfax’'],
  ])('writes the genitive of %s as %s', (companyName, genitive) => {
    expect(noticeHeadline({ kind: 'Bestyrelse', person: 'Mette Holm' }, { companyName })).toBe(
      `Mette Holm indtræder i ${genitive} bestyrelse`,
    )
  })

  test.each([
    ['Seniorrådgiver', 'seniorrådgiver'],
    ['Adm. direktør', 'adm. direktør'],
    ['Teknisk chef', 'teknisk chef'],
    ['Key Account Manager', 'Key Account Manager'],
    ['CTO', 'CTO'],
    ['Partner', 'Partner'],
  ])('writes the position %s as %s in a sentence', (role, said) => {
    expect(noticeSentences({ ...mette, kind: 'Nyt job', role }, norrbit)[0]).toContain(`som ${said}.`)
  })

  test('gives the name of a degree a small letter, and an English one its own', () => {
    const taught = (education: string) => noticeSentences({ ...mette, kind: 'Nyt job', education }, norrbit)[1]
    expect(taught('Cand. jur. og BS')).toBe('Hun er uddannet cand. jur. og BS.')
    expect(taught('Bachelor´s degree i Business')).toBe('Hun har en Bachelor´s degree i Business.')
  })

  test('leaves a company that begins with a small letter as it writes itself', () => {
    expect(noticeText({ kind: 'Nyt job', person: 'Mette Holm' }, { companyName: 'netlink' })).toMatch(
      /^netlink har ansat/,
    )
  })

  const word = fc.constantFrom(
    'Salg',
    'A/S.',
    'ved',
    'hos',
    ' ',
    '\n',
    'som',
    'med',
    'en',
    'm.fl.',
    '»ja«',
    'Åse',
    '56,2°',
    'x\u0000',
  )
  const line = fc.option(
    fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
    { nil: undefined },
  )
  const notice = fc.record({
    kind: fc.constantFrom(...noticeKinds, 'Orlov'),
    person: fc.constantFrom('Mette Holm', 'Åse'),
    pronoun: fc.constantFrom('hun' as const, 'han' as const, 'de' as const, undefined),
    age: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    startDate: fc.constantFrom('2025-09-01', undefined),
    role: line,
    location: line,
    focus: line,
    previousRole: line,
    previousCompany: line,
    education: line,
    institution: line,
    previously: line,
    freeText: line,
  })

  test('is whole sentences, whatever is filled in', () => {
    fc.assert(
      fc.property(notice, line, (fields, companyName) => {
        const sentences = noticeSentences(fields, { companyName })
        expect(sentences.length).toBeGreaterThan(0)
        for (const sentence of sentences) {
          expect(sentence).toMatch(/[.!?…][»”"’')]*$/)
          expect(sentence).not.toMatch(/\s{2}|^\s|\s$|\.\.$|undefined|null|\s,/)
          expect(sentence).not.toContain('\u0000')
        }
        expect(noticeText(fields, { companyName }).endsWith(` ${fields.kind}`)).toBe(true)
        expect(noticeHeadline(fields, { companyName })).not.toMatch(/\s{2}|undefined|^\s|\s$/)
      }),
      { numRuns: runs(500, 50_000) },
    )
  })
})
