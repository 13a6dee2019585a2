import { slug } from '../references.ts'

/** The demo paper's sections, in the order of its menu. */
export const sections = [
  section(
    1,
    'sikkerhed',
    'Sikkerhed',
    'Angreb, forsvar og de regler, der følger med. Vi skriver om det, der gik galt, og om det, der kunne have forhindret det.',
  ),
  section(
    2,
    'offentlig-it',
    'Offentlig it',
    'Systemerne bag stat, regioner og kommuner: udbud, drift, digital post og de borgere, der skal bruge det hele.',
  ),
  section(
    3,
    'infrastruktur',
    'Infrastruktur',
    'Datacentre, net, strøm og de maskinstuer, resten af samfundet hviler på.',
  ),
  section(4, 'forretning', 'Forretning', 'Virksomhederne, pengene og markedet for dansk it, fra chips til betalinger.'),
  section(5, 'arbejdsliv', 'Arbejdsliv', 'Menneskene i branchen: løn, ledelse, rekruttering og faglighed.'),
]

function section(order: number, name: string, title: string, description: string) {
  return { _id: `section-${name}`, _type: 'section', title, slug: slug(name), description, order }
}
